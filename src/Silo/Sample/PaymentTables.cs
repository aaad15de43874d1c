namespace AgentCluster.Silo.Sample;

/// <summary>How clients pay, and what is given back.</summary>
internal static class PaymentTables
{
    public static IEnumerable<SampleTable> All() =>
    [
        new SampleTable("payments")
            .Id().Ref("invoice_id", "invoices").Money("amount").Text("method").Choice("status", "succeeded", "failed", "pending")
            .Text("reference").Timestamp("paid_at")
            .Unique("reference").Index("invoice_id").Check("amount > 0").Filled(PaymentRows),
        new SampleTable("refunds")
            .Id().Ref("payment_id", "payments").Money("amount").Text("reason").Timestamp("refunded_at")
            .Check("amount > 0").Filled(RefundRows),
        new SampleTable("credit_notes")
            .Id().Integer("invoice_id").Integer("line_no").Money("amount").Text("reason", nullable: true).Date("issued_on")
            .ForeignKey(["invoice_id", "line_no"], "invoice_lines", ["invoice_id", "line_no"]).Filled(CreditNoteRows),
        new SampleTable("payment_reminders")
            .Id().Ref("invoice_id", "invoices").Integer("level").Date("sent_on")
            .Unique("invoice_id", "level").Check("level BETWEEN 1 AND 3").Filled(ReminderRows),
    ];

    private static IEnumerable<object?[]> PaymentRows(World world, Dice dice)
    {
        var paid = world.Invoices.Where(invoice => invoice.PaidOn is not null).OrderBy(invoice => invoice.PaidOn).ThenBy(invoice => invoice.Id);
        var id = 0;
        foreach (var invoice in paid)
        {
            var at = dice.At(invoice.PaidOn!.Value);
            var method = dice.Weighted(("bank_transfer", 48), ("card", 30), ("direct_debit", 16), ("paypal", 6));
            var parts = dice.Chance(0.05) ? 2 : 1;
            if (dice.Chance(0.04))
            {
                var attempt = at.AddDays(-1) < invoice.IssuedOn.ToDateTime(TimeOnly.MinValue) ? at : at.AddDays(-1);
                yield return [++id, invoice.Id, invoice.Total, method, "failed", $"PAY-{id:D6}", attempt];
            }

            var first = Math.Round(invoice.Total / parts, 2);
            for (var part = 1; part <= parts; part++)
            {
                var amount = part == 1 ? first : invoice.Total - first;
                world.Payments.Add(new World.Payment(++id, amount, at));
                yield return [id, invoice.Id, amount, method, "succeeded", $"PAY-{id:D6}", at];
            }
        }

        foreach (var invoice in world.Invoices.Where(invoice => invoice.Status == "open" && dice.Chance(0.2)))
        {
            yield return [++id, invoice.Id, invoice.Total, "bank_transfer", "pending", $"PAY-{id:D6}", dice.At(dice.Day(invoice.IssuedOn, world.Yesterday))];
        }
    }

    private static IEnumerable<object?[]> RefundRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var payment in world.Payments.Where(_ => dice.Chance(0.035)))
        {
            var paidOn = DateOnly.FromDateTime(payment.PaidAt);
            var at = dice.At(dice.Day(paidOn.AddDays(1), paidOn.AddDays(40), world.Yesterday));
            if (at >= world.Today.ToDateTime(TimeOnly.MinValue))
            {
                continue;
            }

            var amount = dice.Chance(0.4) ? payment.Amount : Math.Round(payment.Amount * (decimal)(0.05 + 0.5 * dice.Unit()), 2);
            yield return [++id, payment.Id, amount, dice.Weighted(("duplicate", 25), ("cancelled service", 35), ("goodwill", 25), ("billing error", 15)), at];
        }
    }

    private static IEnumerable<object?[]> CreditNoteRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var invoice in world.Invoices.Where(invoice => invoice.Status == "paid" && dice.Chance(0.03)))
        {
            var line = dice.Int(1, invoice.Lines.Count);
            yield return
            [
                ++id, invoice.Id, line, Math.Round(invoice.Lines[line - 1].Amount * 0.5m, 2),
                dice.Chance(0.8) ? dice.Weighted(("late delivery", 50), ("wrong quantity", 30), ("discount agreed", 20)) : null,
                dice.Day(invoice.IssuedOn, invoice.IssuedOn.AddDays(60), world.Today),
            ];
        }
    }

    private static IEnumerable<object?[]> ReminderRows(World world, Dice dice)
    {
        var id = 0;
        foreach (var invoice in world.Invoices.Where(invoice => invoice.Status is "paid" or "overdue"))
        {
            var until = invoice.PaidOn ?? world.Today;
            for (var (level, sent) = (1, invoice.DueOn.AddDays(7)); level <= 3 && sent < until; level++, sent = sent.AddDays(14))
            {
                yield return [++id, invoice.Id, level, sent];
            }
        }
    }
}
