"""In các việc quá hạn của một đơn vị: python overdue.py ĐỊA_CHỈ ĐƠN_VỊ [ĐỊA_BÀN] [NGÀY].

Prints the overdue tasks of a unit; by default as of today in Vietnam.
"""

import sys
from datetime import datetime, timedelta, timezone

from daumoi_client import Client
from daumoi_client.operations import overdue

# Asia/Ho_Chi_Minh has no summer time; its table of zones is not on every machine.
_VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def main(address: str, unit: str, place: str = "", day: str = "") -> None:
    """One line a task: its deadline, the days since, its plan, its words."""
    client, after = Client(address), None
    while True:
        tasks = overdue(
            client,
            as_of=day or datetime.now(_VIETNAM).date().isoformat(),
            unit=unit,
            place=place or None,
            after=after,
        )["tasks"]
        for task in tasks["nodes"]:
            due, plan = task["deadline"], task["plan"]
            late, end = task["daysOverdue"], due and due["end"]
            print(end, late, plan and plan["title"], task["text"], sep="\t")
        after = tasks["pageInfo"]["endCursor"]
        if not tasks["pageInfo"]["hasNextPage"]:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
