using System.Reflection;

namespace AgentCluster.Client.Tests.Hosting;

/// <summary>A grain call that ends as its faults say, one an attempt, and then succeeds.</summary>
public class LostCall : DispatchProxy
{
    private MethodInfo _method = null!;
    private Func<int, Exception?> _faultOf = null!;

    public int Attempts { get; private set; }

    public static (IOutgoingGrainCallContext Context, LostCall Call) To(MethodInfo method, Func<int, Exception?> faultOf)
    {
        var context = Create<IOutgoingGrainCallContext, LostCall>();
        var call = (LostCall)context;
        (call._method, call._faultOf) = (method, faultOf);
        return (context, call);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "Invoke" => _faultOf(++Attempts) is { } fault ? Task.FromException(fault) : Task.CompletedTask,
        "get_InterfaceMethod" => _method,
        "get_MethodName" => _method.Name,
        _ => throw new NotSupportedException(targetMethod?.Name),
    };
}
