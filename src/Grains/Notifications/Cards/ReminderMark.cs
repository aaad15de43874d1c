using System.Globalization;

namespace AgentCluster.Notifications.Cards;

/// <summary>The end of a message's reference that says of how many reminders its readers were told, such as <c>C024BE91L:1531420617.000100:r2</c>; none says of none.</summary>
internal static class ReminderMark
{
    private const string Mark = ":r";

    /// <summary>Whether readers who were told of some reminders have to be told of another.</summary>
    /// <param name="card">The card as it has to look now.</param>
    /// <param name="told">Of how many they were told.</param>
    public static bool Reminds(this Card card, int told) => card.IsOpen && card.Reminders > told;

    /// <summary>The reference with the mark.</summary>
    public static string Join(string message, int reminders) => reminders == 0 ? message : string.Create(CultureInfo.InvariantCulture, $"{message}{Mark}{reminders}");

    /// <summary>The reference without the mark, and what it says.</summary>
    public static (string? Message, int Reminders) Split(string? reference) =>
        reference?.LastIndexOf(Mark, StringComparison.Ordinal) is int at and >= 0
        && int.TryParse(reference.AsSpan(at + Mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var reminders)
            ? (reference[..at], reminders)
            : (reference, 0);
}
