namespace AgentCluster.TestKit;

/// <summary>Files that tests are given.</summary>
public static class TestData
{
    /// <summary>Path of a file under <c>tests/TestKit/Data</c>.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);
}
