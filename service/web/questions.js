// The ready-made questions: one tab each in GraphiQL, one line each on the start page.
export const questions = [
  {
    title: "Các kế hoạch trong kho",
    query: `# Các kế hoạch trong kho, mới nhất đứng trước. (The plans in the store, newest first.)
query KeHoach($first: Int = 50, $after: String) {
  plans(orderBy: [ISSUED_DESC, TITLE], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id kind symbol title issued { start end precision } issuer { name } tasks { totalCount } targets { totalCount } }
  }
}`,
    variables: { first: 50 },
  },
  {
    title: "Lãnh đạo phụ trách nhiệm vụ nào",
    query: `# Lãnh đạo này phụ trách những nhiệm vụ nào? Hỏi theo tên, theo chức vụ, hoặc cả hai; không cần dấu.
# (Which tasks does this leader oversee? By name, by office, or both; accents do not matter.)
query LanhDaoPhuTrach($ten: String, $chucVu: String, $first: Int = 50, $after: String) {
  tasks(where: { overseer: { name: $ten, position: $chucVu } }, orderBy: [PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ref
      text
      due { end precision text }
      plan { title symbol issuer { name } }
      leads { name }
      supports { name }
      overseers { position person { name } unit { name } }
      source { quote page }
    }
  }
}`,
    variables: { ten: null, chucVu: "Phó Chủ tịch", first: 50 },
  },
  {
    title: "Chỉ tiêu chưa có chủ",
    query: `# Chỉ tiêu nào chưa có ai chịu trách nhiệm? (Which targets lack an owner?)
query ChiTieuChuaCoChu($coQuan: String, $first: Int = 100, $after: String) {
  targets(where: { ownership: [NONE], issuer: $coQuan }, orderBy: [PLAN, REF], first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ref metric op value valueMax unitOfMeasure due { end text } plan { title issuer { name } } source { quote } }
  }
}`,
    variables: { coQuan: null, first: 100 },
  },
  {
    title: "Chuỗi trách nhiệm của một kế hoạch",
    query: `# Từ một kế hoạch: lên tới các văn bản chỉ đạo, xuống tới đơn vị, lãnh đạo và chỉ tiêu.
# (From a plan: up to the directives it rests on, down to units, leaders and targets.)
query ChuoiTrachNhiem($soKyHieu: String) {
  plans(where: { symbol: $soKyHieu }, first: 1) {
    nodes {
      title
      issuer { name place { fullName parent { fullName } } }
      signer { person { name } position acting }
      directives(transitive: true) { depth relation source { quote } document { kind symbol title known issuer { name } } }
      tasks(first: 200) {
        totalCount
        nodes {
          ref
          text
          leads { name }
          executors { name }
          supports { name collective }
          overseers { position person { name } unit { name } }
          targets { metric op value unitOfMeasure due { end } ownership }
        }
      }
      reportDuties { by to recurs due { text } source { quote } }
    }
  }
}`,
    variables: { soKyHieu: null },
  },
  {
    title: "Ai thực hiện một văn bản chỉ đạo",
    query: `# Những kế hoạch nào thực hiện hoặc viện dẫn văn bản này (số, ký hiệu như 05-NQ/TU; để trống: mọi văn bản)?
# (Which plans carry out or cite this document, at any depth? Left empty: every document.)
query AiThucHien($soKyHieu: String, $first: Int = 20) {
  documents(where: { symbol: $soKyHieu }, orderBy: [ISSUED], first: $first) {
    totalCount
    nodes {
      kind
      symbol
      title
      known
      carriedOutBy(transitive: true) { depth relation source { quote } document { title issuer { name } ... on Plan { tasks { totalCount } targets { totalCount } } } }
    }
  }
}`,
    variables: { soKyHieu: null, first: 20 },
  },
  {
    title: "Nhiệm vụ của một đơn vị",
    query: `# Đơn vị này có vai trò trong những nhiệm vụ nào? (In which tasks does this unit have a role?)
query NhiemVuCuaDonVi($ten: String, $diaBan: String, $first: Int = 20) {
  units(where: { name: $ten, place: $diaBan }, first: $first) {
    totalCount
    nodes {
      name
      place { fullName }
      chuTri: tasks(where: { role: [LEAD] }, orderBy: [DUE], first: 50) { totalCount nodes { ref text due { end } plan { title } } }
      phoiHop: tasks(where: { role: [SUPPORT] }) { totalCount }
    }
  }
}`,
    variables: { ten: "Phòng Kinh tế", diaBan: null, first: 20 },
  },
  {
    title: "Tìm kiếm",
    query: `# Tìm trong mọi thứ, có dấu hoặc không dấu. (Search everything, with or without accents.)
query TimKiem($chu: String!, $first: Int = 20) {
  search(text: $chu, first: $first) {
    totalCount
    nodes {
      __typename
      ... on Plan { id title }
      ... on Directive { id symbol }
      ... on Unit { id name }
      ... on Person { id name }
      ... on Position { id fullTitle }
      ... on Place { id fullName }
      ... on Task { id ref text }
      ... on Target { id metric }
      ... on ReportDuty { id by to }
      ... on Phase { id text }
    }
  }
}`,
    variables: { chu: "chuyen doi so", first: 20 },
  },
  {
    title: "Đơn vị này chủ trì việc gì, trong mọi kế hoạch?",
    query: `# Đơn vị này chủ trì việc gì, trong mọi kế hoạch?
{
  tasks(
    where: { unit: { name: "phong kinh te, ha tang va do thi", place: "Bến Sao" }, role: [LEAD] }
    orderBy: [PLAN, REF]
  ) {
    totalCount
    nodes { ref text due { text } plan { symbol } }
  }
}`,
    variables: {},
  },
  {
    title: "Lãnh đạo này phụ trách việc gì?",
    query: `# Lãnh đạo này phụ trách việc gì?
{
  tasks(where: { overseer: { name: "Nguyễn Thu Hà", position: "Phó Chủ tịch UBND xã" } }, orderBy: [PLAN, REF]) {
    totalCount
    nodes { text leads { name } executors { name } overseers { person { name } position } }
  }
}`,
    variables: {},
  },
  {
    title: "Chỉ tiêu nào chưa có ai chịu trách nhiệm?",
    query: `# Chỉ tiêu nào chưa có ai chịu trách nhiệm?
{
  targets(where: { ownership: [NONE], issuer: "UBND xã Đồng Mây" }, orderBy: [PLAN, REF]) {
    totalCount
    nodes { op value unitOfMeasure due { end } source { quote } }
  }
}`,
    variables: {},
  },
  {
    title: "Việc nào đã đến hạn vào ngày 01/11/2026 mà không ai được giao làm?",
    query: `# Việc nào đã đến hạn vào ngày 01/11/2026 mà không ai được giao làm?
{
  tasks(where: { hasDoer: false, dueTo: "2026-11-01" }, orderBy: [DUE]) {
    totalCount
    nodes { text due { end } plan { issuer { name } } overseers { person { name } } }
  }
}`,
    variables: {},
  },
  {
    title: "Kế hoạch này thực hiện những văn bản nào, qua mấy tầng?",
    query: `# Kế hoạch này thực hiện những văn bản nào, qua mấy tầng?
{
  documents(where: { symbol: "12/KH-MTTQ-BTT" }) {
    nodes { title directives(transitive: true) { depth document { known } source { quote } } }
  }
}`,
    variables: {},
  },
  {
    title: "Ai thực hiện Kế hoạch 88 của thành phố, và giao bao nhiêu việc?",
    query: `# Ai thực hiện Kế hoạch 88 của thành phố, và giao bao nhiêu việc?
{
  documents(where: { symbol: "88/KH-UBND" }) {
    nodes {
      carriedOutBy(transitive: true) {
        depth
        document { symbol issuer { name } ... on Plan { tasks { totalCount } } }
      }
    }
  }
}`,
    variables: {},
  },
];
