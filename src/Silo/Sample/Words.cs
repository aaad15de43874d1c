namespace AgentCluster.Silo.Sample;

/// <summary>The words that names and sentences of the sample are put together from.</summary>
internal static class Words
{
    public static readonly string[] FirstNames =
    [
        "Anna", "Ben", "Carla", "David", "Elena", "Felix", "Grace", "Hugo", "Irene", "Jonas", "Karin", "Liam", "Maria",
        "Nils", "Olivia", "Paul", "Quentin", "Rosa", "Samuel", "Teresa", "Umar", "Vera", "William", "Xenia", "Yusuf", "Zoe",
        "Aisha", "Bruno", "Chloe", "Diego", "Emma", "Farid", "Giulia", "Hannah", "Ivan", "Julia", "Kenji", "Laura", "Mateo",
        "Nadia", "Oscar", "Priya", "Rafael", "Sofia", "Tomas", "Ursula", "Victor", "Wendy", "Yara", "Zara",
    ];

    public static readonly string[] LastNames =
    [
        "Adler", "Baker", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jensen", "Keller", "Lopez",
        "Moreau", "Novak", "Okafor", "Patel", "Quinn", "Rossi", "Santos", "Tanaka", "Ueda", "Vargas", "Weber", "Young",
        "Zimmer", "Andersson", "Bianchi", "Clark", "Diaz", "Eriksen", "Ferrari", "Gomez", "Haas", "Ivanova", "Jones",
        "Kowalski", "Larsen", "Martin", "Nguyen", "Olsen", "Peters", "Reyes", "Schmidt", "Taylor", "Vogel", "Walker", "Xu",
        "Yamada", "Zhang", "Byrne",
    ];

    public static readonly string[] CompanyNames =
    [
        "Acme", "Bluebird", "Cedar", "Delta", "Evergreen", "Falcon", "Granite", "Harbor", "Ironwood", "Juniper", "Kestrel",
        "Lighthouse", "Meridian", "Nimbus", "Orchid", "Pioneer", "Quartz", "Redwood", "Summit", "Tidewater", "Umbra",
        "Vanguard", "Willow", "Xenon", "Yellowstone", "Zephyr", "Amber", "Beacon", "Cobalt", "Dynamo", "Ember", "Fjord",
        "Golden Gate", "Helios", "Indigo", "Jade", "Koala", "Lotus", "Maple", "Northern",
    ];

    /// <summary>What a company does, and the industry it belongs to.</summary>
    public static readonly (string Word, string Industry)[] Trades =
    [
        ("Logistics", "Transport"), ("Foods", "Food and Beverage"), ("Software", "Technology"), ("Insurance", "Insurance"),
        ("Travel", "Travel"), ("Energy", "Energy"), ("Fashion", "Retail"), ("Motors", "Automotive"),
        ("Health", "Healthcare"), ("Bank", "Banking"), ("Media", "Media"), ("Games", "Entertainment"),
        ("Telecom", "Telecommunications"), ("Academy", "Education"), ("Homes", "Real Estate"), ("Coffee", "Food and Beverage"),
        ("Robotics", "Technology"), ("Outfitters", "Retail"), ("Airlines", "Travel"), ("Pharma", "Healthcare"),
    ];

    public static readonly string[] PartnerNames =
    [
        "Adria", "Brightside", "Cascade", "Driftwood", "Echo", "Firefly", "Gravity", "Hummingbird", "Inkwell", "Jigsaw",
        "Kite", "Lantern", "Mosaic", "Nectar", "Origami", "Paperplane", "Quill", "Ripple", "Starling", "Tangerine",
    ];

    public static readonly string[] PartnerTrades =
        ["Studio", "Films", "Affiliates", "Talent", "Network", "Print Works", "Analytics", "Publishing", "Events"];

    public static readonly string[] Streets =
        ["Main Street", "Park Avenue", "Station Road", "Mill Lane", "Church Street", "Harbour Road", "King Street", "Garden Way"];

    public static readonly string[] CampaignThemes =
    [
        "Spring Launch", "Summer Sale", "Autumn Collection", "Winter Warmers", "Black Friday", "Back to School", "New Year Kickoff",
        "Brand Awareness", "Product Launch", "Loyalty Drive", "Win-Back", "App Install", "Store Opening", "Holiday Gifts",
        "Referral Boost", "Free Trial", "Anniversary", "Newsletter Growth", "Hiring Drive", "Webinar Series",
    ];

    public static readonly string[] Headlines =
    [
        "More for less", "Made for you", "Start today", "Try it free", "Only this week", "Save 20 percent", "Come and see",
        "New this season", "Join the club", "Built to last", "Small price, big smile", "Do it your way",
    ];

    public static readonly string[] Remarks =
    [
        "Asked for a new media plan.", "Happy with the last report.", "Wants to move budget to search.",
        "Budget review next quarter.", "Mentioned a competitor.", "Prefers calls in the morning.", "New marketing lead starts soon.",
        "Considering the annual plan.", "Complained about slow approvals.", "Interested in video.", "Please send the contract again.",
    ];

    public static readonly string[] JobTitles =
    [
        "Marketing Manager", "Head of Marketing", "CMO", "Brand Manager", "Finance Manager", "CEO", "Digital Specialist",
        "Procurement Lead", "Content Editor", "Accountant",
    ];
}
