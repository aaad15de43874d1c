namespace AgentCluster.Silo.Sample;

/// <summary>What the tables written so far have in common with those to come: who exists, since when, and how big.</summary>
internal sealed class World(DateOnly today)
{
    /// <summary>The last day that a date may name; instants end with the day before, whatever the hour is now.</summary>
    public DateOnly Today { get; } = today;

    public DateOnly Yesterday { get; } = today.AddDays(-1);

    /// <summary>Events reach back three years; people and clients may have joined earlier.</summary>
    public DateOnly Start { get; } = today.AddYears(-3);

    public List<User> Users { get; } = [];

    public List<Client> Clients { get; } = [];

    /// <summary>Clients that ever signed, the biggest first.</summary>
    public List<Client> Customers { get; } = [];

    public List<Contact> Contacts { get; } = [];

    public Dictionary<int, List<Contact>> ContactsOf { get; } = [];

    public List<Contract> Contracts { get; } = [];

    public List<Campaign> Campaigns { get; } = [];

    public Dictionary<int, List<Campaign>> CampaignsOf { get; } = [];

    public List<Flight> Flights { get; } = [];

    public Dictionary<int, List<int>> AssetsOf { get; } = [];

    public List<AbTest> AbTests { get; } = [];

    public List<LandingPage> LandingPages { get; } = [];

    public List<Form> Forms { get; } = [];

    public List<Lead> Leads { get; } = [];

    public List<Deal> Deals { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    public List<Invoice> Invoices { get; } = [];

    public List<Payment> Payments { get; } = [];

    public List<Partner> Partners { get; } = [];

    public List<Payout> Payouts { get; } = [];

    public List<EmailProgram> EmailPrograms { get; } = [];

    public Dictionary<int, List<Contact>> Subscribers { get; } = [];

    public List<WebSession> WebSessions { get; } = [];

    public List<Ticket> Tickets { get; } = [];

    internal sealed record User(int Id, string Department);

    internal sealed record Client(
        int Id, string Name, string Domain, Atlas.Country Country, string Status, DateOnly SignedOn, DateOnly? ChurnedOn, int ManagerId)
    {
        /// <summary>The last day on which this client does business with the agency.</summary>
        public DateOnly LastDay(DateOnly today) => ChurnedOn ?? today;
    }

    internal sealed record Contact(int Id, Client Client, DateOnly Since);

    internal sealed record Contract(Client Client, int Number, DateOnly StartsOn);

    internal sealed record Campaign(
        int Id, Client Client, string Name, string Status, DateOnly StartsOn, DateOnly? EndsOn, decimal Budget)
    {
        public DateOnly LastDay(DateOnly today) => EndsOn < today ? EndsOn.Value : today;
    }

    /// <summary>A paid channel of a campaign, with the days on which it ran.</summary>
    internal sealed record Flight(Campaign Campaign, int ChannelId, DateOnly First, DateOnly Last, decimal DailySpend);

    internal sealed record AbTest(int Id, bool IsFinished);

    internal sealed record LandingPage(int Id, Campaign Campaign, DateOnly PublishedOn);

    internal sealed record Form(int Id, DateOnly Since);

    internal sealed record Lead(int Id, string Email);

    internal sealed record Deal(int Id, int Stage, DateTime CreatedAt, DateTime LastMoveAt, int OwnerId);

    internal sealed record Subscription(
        int Id, Client Client, string Plan, decimal MonthlyPrice, int BillingMonths, DateOnly StartedOn, DateOnly LastDay);

    internal sealed record Invoice(
        int Id, string Status, DateOnly IssuedOn, DateOnly DueOn, DateOnly? PaidOn, decimal Total, IReadOnlyList<InvoiceLine> Lines);

    internal sealed record InvoiceLine(string Description, int Quantity, decimal UnitPrice, int? CampaignId)
    {
        public decimal Amount => Quantity * UnitPrice;
    }

    internal sealed record Payment(int Id, decimal Amount, DateTime PaidAt);

    internal sealed record Partner(int Id, Atlas.Country Country, DateOnly JoinedOn);

    internal sealed record Payout(int Id, string Status, DateTime RequestedAt);

    internal sealed record EmailProgram(int Id, int ListId, DateTime SentAt);

    internal sealed record WebSession(int Id, LandingPage Page, DateTime StartedAt);

    internal sealed record Ticket(int Id, DateTime OpenedAt, DateTime LastAt);
}
