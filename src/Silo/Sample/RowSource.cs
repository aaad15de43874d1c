namespace AgentCluster.Silo.Sample;

/// <summary>
/// Gives the rows of one table, drawing from the dice and from what earlier tables left in the world.
/// It is read to its end exactly once, in the order of <see cref="SampleSchema.Tables"/>: later tables build on what it notes.
/// </summary>
internal delegate IEnumerable<object?[]> RowSource(World world, Dice dice);
