/**
 * What people of one country are called, and where they work. A name is written `native` or `native|latin`; the
 * Latin form goes into the account name. In a phone number each `#` stands for a digit; the British and American
 * numbers are from the ranges kept free for fiction.
 */
export interface Locale {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** BCP 47. */
  readonly language: string;
  readonly familyNames: readonly string[];
  readonly givenNames: readonly string[];
  /** Whether the family name comes first when the name is shown. */
  readonly familyFirst?: true;
  readonly office: Office;
  readonly workPhone: string;
  readonly mobilePhone: string;
}

/** The address of an office. */
export interface Office {
  readonly street: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode: string;
}

/** Eighteen countries and nine scripts. */
export const locales: readonly Locale[] = [
  {
    country: "GB",
    language: "en-GB",
    familyNames: ["Okonkwo", "Whitfield", "Ashworth", "MacLeod", "O'Sullivan", "Bell", "Patel", "Llewelyn"],
    givenNames: ["Imogen", "Callum", "Niamh", "Tobias", "Aoife", "Rhys", "Beatrice", "Idris"],
    office: { street: "14 Finsbury Square", city: "London", postalCode: "EC2A 1BR" },
    workPhone: "+44 20 7946 0###",
    mobilePhone: "+44 7700 900###",
  },
  {
    country: "US",
    language: "en-US",
    familyNames: ["Nguyen", "Ramirez", "Johansson", "Washington", "Kowalczyk", "Begay", "Fitzgerald", "Chen"],
    givenNames: ["Maya", "Darnell", "Scarlett", "Jamal", "Harper", "Mateo", "Savannah", "Eli"],
    office: { street: "2100 Westlake Avenue N", city: "Seattle", region: "WA", postalCode: "98109" },
    workPhone: "+1 206 555 01##",
    mobilePhone: "+1 425 555 01##",
  },
  {
    country: "DE",
    language: "de-DE",
    familyNames: ["Müller", "Schäfer", "Weiß", "von der Heide", "Großmann", "Yılmaz", "Köhler", "Brandt"],
    givenNames: ["Jürgen", "Annegret", "Sören", "Käthe", "Björn", "Marlene", "Lukas", "Hannelore"],
    office: { street: "Königstraße 27", city: "Köln", region: "Nordrhein-Westfalen", postalCode: "50667" },
    workPhone: "+49 221 990####",
    mobilePhone: "+49 151 5501####",
  },
  {
    country: "FR",
    language: "fr-FR",
    familyNames: ["Lefèvre", "d'Aubigné", "Benoît", "Traoré", "Maçon", "Le Gall", "Hébert", "Œuvrard"],
    givenNames: ["Éloïse", "François", "Zoé", "Théo", "Jean-Baptiste", "Aïcha", "Gaëlle", "Loïc"],
    office: { street: "8 rue de l'Échiquier", city: "Paris", region: "Île-de-France", postalCode: "75010" },
    workPhone: "+33 1 99 00 ## ##",
    mobilePhone: "+33 6 39 98 ## ##",
  },
  {
    country: "PL",
    language: "pl-PL",
    familyNames: [
      "Wójcik",
      "Kamińska",
      "Łukaszewicz",
      "Dąbrowski",
      "Święcicka",
      "Żuraw",
      "Zieliński",
      "Górska",
    ],
    givenNames: ["Małgorzata", "Paweł", "Łucja", "Grzegorz", "Świętosława", "Michał", "Agnieszka", "Józef"],
    office: { street: "ul. Świętojańska 5", city: "Łódź", region: "łódzkie", postalCode: "90-001" },
    workPhone: "+48 42 500 ## ##",
    mobilePhone: "+48 600 ### ###",
  },
  {
    country: "TR",
    language: "tr-TR",
    familyNames: ["Yıldırım", "Şahin", "Öztürk", "İnönü", "Çelik", "Doğan", "Güneş", "Kılıç"],
    givenNames: ["İpek", "Çağla", "Ömer", "Işıl", "Oğuzhan", "Şebnem", "Gül", "Emre"],
    office: { street: "Büyükdere Caddesi 185", city: "İstanbul", region: "Şişli", postalCode: "34394" },
    workPhone: "+90 212 555 ## ##",
    mobilePhone: "+90 532 555 ## ##",
  },
  {
    country: "SE",
    language: "sv-SE",
    familyNames: ["Åkesson", "Björklund", "Sjöström", "Öhman", "Lindqvist", "Hägg", "Ek", "af Trolle"],
    givenNames: ["Åsa", "Göran", "Märta", "Örjan", "Linnéa", "Nils", "Saga", "Håkan"],
    office: { street: "Kungsportsavenyn 3", city: "Göteborg", postalCode: "411 36" },
    workPhone: "+46 31 390 6# ##",
    mobilePhone: "+46 70 174 06 ##",
  },
  {
    country: "BR",
    language: "pt-BR",
    familyNames: ["Gonçalves", "Araújo", "Conceição", "dos Santos", "Magalhães", "Simões", "Prado", "Itô"],
    givenNames: ["João", "Conceição", "Luíza", "Antônio", "Tainá", "Caio", "Inês", "Sebastião"],
    office: { street: "Avenida Paulista 1000", city: "São Paulo", region: "SP", postalCode: "01310-100" },
    workPhone: "+55 11 4000-####",
    mobilePhone: "+55 11 90000-####",
  },
  {
    country: "VN",
    language: "vi-VN",
    familyNames: ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Võ", "Huỳnh", "Bùi"],
    givenNames: [
      "Thị Hồng",
      "Văn Đức",
      "Minh Châu",
      "Quốc Bảo",
      "Thùy Dương",
      "Hữu Phước",
      "Ngọc Ánh",
      "Anh Tuấn",
    ],
    familyFirst: true,
    office: { street: "12 Lê Lợi, Bến Nghé", city: "Thành phố Hồ Chí Minh", postalCode: "700000" },
    workPhone: "+84 28 3555 ####",
    mobilePhone: "+84 90 355 ####",
  },
  {
    country: "JP",
    language: "ja-JP",
    familyNames: [
      "佐藤|Sato",
      "鈴木|Suzuki",
      "高橋|Takahashi",
      "田中|Tanaka",
      "伊藤|Ito",
      "渡辺|Watanabe",
      "小林|Kobayashi",
    ],
    givenNames: [
      "陽菜|Hina",
      "蓮|Ren",
      "さくら|Sakura",
      "大翔|Hiroto",
      "美咲|Misaki",
      "健一|Kenichi",
      "ユウキ|Yuki",
    ],
    familyFirst: true,
    office: { street: "丸の内1-9-1", city: "千代田区", region: "東京都", postalCode: "100-0005" },
    workPhone: "+81 3-5550-####",
    mobilePhone: "+81 90-5550-####",
  },
  {
    country: "CN",
    language: "zh-CN",
    familyNames: ["王|Wang", "李|Li", "张|Zhang", "刘|Liu", "陈|Chen", "欧阳|Ouyang", "赵|Zhao", "黄|Huang"],
    givenNames: [
      "芳|Fang",
      "伟|Wei",
      "秀英|Xiuying",
      "敏|Min",
      "磊|Lei",
      "晓明|Xiaoming",
      "丽|Li",
      "建国|Jianguo",
    ],
    familyFirst: true,
    office: { street: "南京西路1266号", city: "上海", region: "上海市", postalCode: "200040" },
    workPhone: "+86 21 5550 ####",
    mobilePhone: "+86 139 0000 ####",
  },
  {
    country: "KR",
    language: "ko-KR",
    familyNames: ["김|Kim", "이|Lee", "박|Park", "최|Choi", "정|Jung", "강|Kang", "남궁|Namgung"],
    givenNames: [
      "서연|Seoyeon",
      "민준|Minjun",
      "지우|Jiwoo",
      "하은|Haeun",
      "도윤|Doyun",
      "수빈|Subin",
      "현우|Hyunwoo",
    ],
    familyFirst: true,
    office: { street: "테헤란로 152", city: "서울", region: "강남구", postalCode: "06236" },
    workPhone: "+82 2-555-####",
    mobilePhone: "+82 10-5550-####",
  },
  {
    country: "UA",
    language: "uk-UA",
    familyNames: [
      "Шевченко|Shevchenko",
      "Коваленко|Kovalenko",
      "Бойко|Boiko",
      "Лисенко|Lysenko",
      "Їжакевич|Yizhakevych",
    ],
    givenNames: [
      "Олена|Olena",
      "Тарас|Taras",
      "Євгенія|Yevheniia",
      "Богдан|Bohdan",
      "Соломія|Solomiia",
      "Андрій|Andrii",
    ],
    office: { street: "вул. Хрещатик, 22", city: "Київ", postalCode: "01001" },
    workPhone: "+380 44 555 ## ##",
    mobilePhone: "+380 67 555 ## ##",
  },
  {
    country: "GR",
    language: "el-GR",
    familyNames: [
      "Παπαδόπουλος|Papadopoulos",
      "Γεωργίου|Georgiou",
      "Νικολάου|Nikolaou",
      "Οικονόμου|Oikonomou",
    ],
    givenNames: [
      "Ελένη|Eleni",
      "Γιώργος|Giorgos",
      "Αικατερίνη|Aikaterini",
      "Δημήτρης|Dimitris",
      "Χαρά|Chara",
    ],
    office: { street: "Ερμού 56", city: "Αθήνα", region: "Αττική", postalCode: "105 63" },
    workPhone: "+30 21 0555 ####",
    mobilePhone: "+30 690 555 ####",
  },
  {
    country: "AE",
    language: "ar-AE",
    familyNames: [
      "الفاسي|Al Fasi",
      "المنصوري|Al Mansoori",
      "حداد|Haddad",
      "الهاشمي|Al Hashimi",
      "خليل|Khalil",
    ],
    givenNames: ["محمد|Mohammed", "فاطمة|Fatima", "ليلى|Layla", "عمر|Omar", "نور|Noor", "يوسف|Yousef"],
    office: { street: "شارع الشيخ زايد 41", city: "دبي", postalCode: "00000" },
    workPhone: "+971 4 555 ####",
    mobilePhone: "+971 50 555 ####",
  },
  {
    country: "IL",
    language: "he-IL",
    familyNames: ["כהן|Cohen", "לוי|Levi", "מזרחי|Mizrahi", "פרידמן|Friedman", "אברהם|Avraham"],
    givenNames: ["נועה|Noa", "איתי|Itai", "יעל|Yael", "דניאל|Daniel", "תמר|Tamar"],
    office: { street: "שדרות רוטשילד 22", city: "תל אביב", postalCode: "6688218" },
    workPhone: "+972 3-555-####",
    mobilePhone: "+972 50-555-####",
  },
  {
    country: "TH",
    language: "th-TH",
    familyNames: ["ศรีสุข|Srisuk", "วงศ์ใหญ่|Wongyai", "ทองดี|Thongdee", "แก้วมณี|Kaewmanee"],
    givenNames: ["สมชาย|Somchai", "กัญญา|Kanya", "ปิยะ|Piya", "มาลี|Malee", "อรทัย|Orathai"],
    office: { street: "99 ถนนสาทร", city: "กรุงเทพมหานคร", postalCode: "10120" },
    workPhone: "+66 2 555 ####",
    mobilePhone: "+66 81 555 ####",
  },
  {
    country: "IN",
    language: "en-IN",
    familyNames: ["Sharma", "Iyer", "Venkataraman", "Singh", "Banerjee", "Fernandes", "Khan", "Reddy"],
    givenNames: ["Ananya", "Arjun", "Lakshmi", "Rohan", "Ishita", "Gurpreet", "Meera", "Farhan"],
    office: { street: "45 Residency Road", city: "Bengaluru", region: "Karnataka", postalCode: "560025" },
    workPhone: "+91 80 5550 ####",
    mobilePhone: "+91 90000 0####",
  },
];
