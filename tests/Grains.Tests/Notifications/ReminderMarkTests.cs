using AgentCluster.Notifications.Cards;

namespace AgentCluster.Grains.Tests.Notifications;

public sealed class ReminderMarkTests
{
    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("C1:1.2", "C1:1.2", 0)]
    [InlineData("C1:1.2:r2", "C1:1.2", 2)]
    [InlineData("C1:1.2:r", "C1:1.2:r", 0)]
    [InlineData("C1:1.2:r-1", "C1:1.2:r-1", 0)]
    [InlineData("C1:1.2:rx", "C1:1.2:rx", 0)]
    public void Split_AnyReference_IsTheMessageAndWhatItWasToldOf(string? reference, string? message, int reminders) =>
        Assert.Equal((message, reminders), ReminderMark.Split(reference));

    [Theory]
    [InlineData(0, "C1:1.2")]
    [InlineData(12, "C1:1.2:r12")]
    public void Join_WhatWasSplit_IsTheReferenceAgain(int reminders, string reference)
    {
        Assert.Equal(reference, ReminderMark.Join("C1:1.2", reminders));
        Assert.Equal(("C1:1.2", reminders), ReminderMark.Split(reference));
    }
}
