namespace AgentCluster.Silo.Sample;

/// <summary>The whole sample company as of one day: tables in the order in which their rows can be made, views, triggers.</summary>
internal sealed class SampleSchema(int seed, DateOnly today)
{
    private readonly World _world = new(today);

    public IReadOnlyList<SampleTable> Tables { get; } =
    [
        .. GeographyTables.All(), .. PeopleTables.All(), .. ClientTables.All(), .. ContractTables.All(), .. CampaignTables.All(),
        .. CreativeTables.All(), .. SalesTables.All(), .. BillingTables.All(), .. PaymentTables.All(), .. PartnerTables.All(),
        .. AudienceTables.All(), .. WebTables.All(), .. SupportTables.All(), .. WorkTables.All(), .. FinanceTables.All(), .. OperationsTables.All(),
    ];

    public IReadOnlyList<SampleView> Views { get; } = SampleViews.All;

    public IReadOnlyList<SampleTrigger> Triggers { get; } = SampleTriggers.All;

    /// <summary>The rows of a table; to be read once, tables in their order.</summary>
    public IEnumerable<object?[]> Rows(SampleTable table) => table.Rows(_world, new Dice(seed, table.Name));
}
