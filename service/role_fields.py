"""What reading each field needs: role, then type, then the names of its fields.

A field that stands nowhere here is read by nobody (``service.roles``); a test holds this against
the schema, so that whoever adds a field has to say who may read it. Mutations have a table of their
own, and what of a thing is shown is decided by how secret its document is.
"""

from collections.abc import Mapping

from graph_schema.callers import Role

_PAGES = (
    "ChangeConnection CorrectionConnection DocumentConnection KeptTaskConnection "
    "PeriodSnapshotConnection PersonConnection PlaceConnection PlanConnection "
    "PositionConnection ReportDutyConnection ReportRowConnection ReviewItemConnection "
    "SearchResultConnection TargetConnection TaskConnection UnitConnection"
)
_EDGES = (
    "ChangeEdge CorrectionEdge DocumentEdge KeptTaskEdge PeriodSnapshotEdge PersonEdge "
    "PlaceEdge PlanEdge PositionEdge ReportDutyEdge ReportRowEdge ReviewItemEdge TargetEdge "
    "TaskEdge UnitEdge"
)

READING: Mapping[Role, Mapping[str, str]] = {
    Role.READER: {
        **dict.fromkeys(_PAGES.split(), "edges nodes pageInfo totalCount"),
        **dict.fromkeys(_EDGES.split(), "cursor node"),
        "Appointed": "id note person position repeated",
        "AppointmentEnded": "id note person position repeated",
        "Assignment": "asWritten correction from person role source to unit",
        "Chain": "cut ways",
        "ChainWay": "length nodes relations",
        "Change": "action after at before by field id node reason seq",
        "Completeness": "dueRate figureRate leadRate ownerRate targets targetsWithFigure "
        "targetsWithOwner tasks tasksWithDue tasksWithLead",
        "Corrected": "correction id note plan repeated",
        "Correction": "at author corrects end field file history id into intoName kind on "
        "part plan quote readValue reason ref start unitName value withdrawnAt withdrawnBy "
        "withdrawnReason",
        "DeadlineExtended": "id note repeated task",
        "Directive": "carriedOutBy directives history id issued issuer kind known number "
        "secrecy source symbol title",
        "Document": "carriedOutBy directives history id issued issuer kind known number "
        "secrecy source symbol title",
        "DocumentLink": "depth document relation source",
        "DocumentLoaded": "action at by plan seq",
        "DocumentRead": "document outcome plan repeated title unreadCount",
        "Evidence": "history id mediaType sha256 size title url",
        "Extension": "approver at by from history id on reason to",
        "Holder": "asOf at by correction from person source to",
        "Holding": "asOf at by correction from position source to",
        "KeptPeriod": "snapshot tasks",
        "KeptTask": "status taskId text",
        "KnownTask": "daysOverdue deadline percent reportedOn status",
        "LoadBand": "from groups load to",
        "Measurement": "at by history id note on period value",
        "MeasurementRecorded": "id note repeated target",
        "Node": "id",
        "Occurrence": "at by dueEnd history id status submittedOn",
        "Overseer": "correction from holders office person position source to unit",
        "Owner": "asWritten correction from office person source to unit",
        "PageInfo": "endCursor hasNextPage hasPreviousPage startCursor",
        "Period": "code end precision start text",
        "PeriodSnapshot": "asOf at by digest name snapshotId subject summary unitId year",
        "Person": "history id name offices source summary tasks",
        "Phase": "history id name period plan ref source tasks text",
        "Place": "code fullName history id kind name parent source",
        "Plan": "carriedOutBy completeness corrections directives file history id issued "
        "issuer kind known number phases reportDuties reviewItems secrecy signer source symbol "
        "targets tasks title unreadCount version",
        "Position": "fullTitle history holders id rank source title unit version",
        "Progress": "at by comment decidedBy decidedOn difficulty evidence history id on percent "
        "proposal result state",
        "ProgressReported": "id note repeated task",
        "Query": "_entities _service chain changes correction corrections document documents "
        "node nodes people periodSnapshot periodSnapshots person place places plan plans "
        "position positions reportDuties reviewItems search statistics target targets task "
        "tasks unit unitReport units",
        "Refused": "code current currentValue expected field givenValue message",
        "ReportDecided": "id note repeated task",
        "ReportDuty": "by byUnit corrections due history id occurrences plan recurs source to "
        "toUnit via",
        "ReportPlan": "planId recurring summary title",
        "ReportRecurring": "due overdue overdueTasks overdueTasksBeside reported tasks",
        "ReportRow": "approvalComment approved approver assigned assignedWords contacts "
        "difficulty due dueWords earlierDues extensions finished giver heading kind leads "
        "number origin overseers percent phase plan planId proposal ref reporter result roles "
        "routine status supports taskId text times updated version",
        "ReportSubmitted": "duty id note repeated task",
        "ReportSummary": "assigned cancelled completionRateOfDue done doneLate doneOnTime "
        "doneWithoutDeadline open openInTerm openOverdue openWithoutDeadline overdueRateOfAll "
        "overdueRateOfDated",
        "ReportTimes": "due lastOverdue next often overdue overdueSince reported",
        "ReviewItem": "about field history id kind message open part plan ref settledBy source",
        "SearchResultEdge": "cursor matched node",
        "Signature": "acting person position source",
        "Source": "confidence correction document end file inheritedFrom page quote rule start",
        "Statistics": "asOf cut groups loads total",
        "StatisticsGroup": "label of summary",
        "Step": "at by history id kind on reason",
        "Subscription": "documentLoaded taskChanged",
        "Succession": "by correction founded on reason unit",
        "Summary": "assigned cancelled completionRateOfAll completionRateOfDue done doneLate "
        "doneOnTime doneWithoutDeadline lateRateOfDone onTimeRateOfDone open openInTerm "
        "openNeverReported openOverdue openReported30To90DaysAgo openReportedOver90DaysAgo "
        "openReportedUnder30DaysAgo openWithoutDeadline overdueRateOfAll overdueRateOfDated "
        "overdueRateOfDue undatedRateOfDone",
        "Target": "corrections due history id latest measurements metric op ordinal owners "
        "ownership plan recurs ref source task unitOfMeasure value valueMax",
        "Task": "assignments closedOn corrections daysOverdue deadline deliverable due "
        "executors extensions heading history id known leads occurrences overseers parent phase "
        "plan progress recurs ref reportedOn roles routine source status steps supports targets "
        "text version",
        "TaskCancelled": "id note repeated task",
        "TaskChanged": "action after at before by field reason seq task",
        "TaskReopened": "id note repeated task",
        "Unit": "aliases collective corrections documents history id kind name ownedTargets "
        "place predecessors settled source succeededBy summary tasks validFrom validTo",
        "UnitReport": "asOf name place plans recurring rows summary title unitId year",
        "UnitsMerged": "correction id note repeated unit",
        "WebhookAdded": "id repeated secret",
        "WebhookRemoved": "id",
        "WebhookRetried": "again id",
        "Withdrawn": "correction id note plan repeated",
        "_Service": "sdl",
    },
}
