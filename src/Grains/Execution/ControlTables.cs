using System.Collections.Frozen;

namespace AgentCluster.Execution;

/// <summary>The platform's own tables and their like: never written by agents, in whatever source they are met.</summary>
internal static class ControlTables
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "agent_memory", "agent_memory_dependency", "agent_interaction", "agent_execution_log", "execution_log_head", "tenant_freeze", "human_approval_queue", "approver_list",
        "agent_execution", "agent_execution_joined", "notification_subject", "notification_card", "notification_callback", "webhook_delivery", "agent_tool",
        "agent_tool_version", "approval_rule", "idempotency_key", "before_image", "reminder_run", "catalog_object", "catalog_change",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contains(string name) => Names.Contains(name);
}
