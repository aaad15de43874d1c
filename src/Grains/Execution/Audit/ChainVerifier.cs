using System.Collections.Immutable;

namespace AgentCluster.Execution.Audit;

/// <summary>
/// Walks a chain and says where it is not what was written. A changed row changes its hash, a missing or moved one breaks the numbers or the
/// link, and a chain that was computed anew or cut is not that of the heads that were signed outside the database.
/// </summary>
internal sealed class ChainVerifier
{
    private readonly string _tenant;
    private readonly ILookup<long, string> _signed;
    private readonly bool _isSigned;
    private readonly long _signedTo;
    private ChainHead _head = ChainHead.Start;
    private (long? At, string Reason)? _fault;

    /// <param name="tenant">Tenant.</param>
    /// <param name="signed">Heads in the order in which they were signed, null for one that the key did not sign; null when heads are not signed.</param>
    public ChainVerifier(string tenant, ImmutableArray<SignedHead?>? signed)
    {
        _tenant = tenant;
        _isSigned = signed is not null;
        var heads = (signed ?? []).OfType<SignedHead>().ToList();
        _signed = heads.ToLookup(signed => signed.Head.Seq, signed => signed.Head.Hash);
        _signedTo = heads.Count == 0 ? 0 : heads.Max(signed => signed.Head.Seq);
        if (signed?.IndexOf(null) is >= 0 and var line)
        {
            _fault = (null, $"Line {line + 1} of the file of signed heads is not signed with the key.");
        }
    }

    /// <summary>Takes the next row in the order of numbers; false when the walk has come to its end.</summary>
    public bool Add(LogRow row)
    {
        if (_fault is null)
        {
            var expected = _head.Seal(_tenant, row);
            _fault = row.Seq != expected.Seq ? (expected.Seq, $"Row {expected.Seq} is missing.")
                : row.Hash != expected.Hash ? (row.Seq, $"Row {row.Seq} is not what was sealed, or does not follow the row before it.")
                : _signed[row.Seq].Any(hash => hash != row.Hash) ? (row.Seq, $"Row {row.Seq} is not the one whose hash was signed: the chain was written anew.")
                : null;
        }

        if (_fault is not null)
        {
            return false;
        }

        _head = new(row.Seq, row.Hash);
        return true;
    }

    /// <summary>The result after the last row.</summary>
    /// <param name="before">The head as the database had it before the walk.</param>
    /// <param name="after">And after it.</param>
    /// <param name="rows">How many rows were numbered when it had that.</param>
    public AuditVerification End(ChainHead before, ChainHead after, long rows)
    {
        _fault ??= _head.Seq < _signedTo ? (_head.Seq + 1, $"The log ends at row {_head.Seq}, but row {_signedTo} was signed: its end was cut off.")
            : _head.Seq < before.Seq ? (_head.Seq + 1, $"Row {_head.Seq + 1} is missing: the head is row {before.Seq}.")
            : _head.Seq > after.Seq ? (after.Seq + 1, $"Row {after.Seq + 1} was not sealed: the head is row {after.Seq}.")
            : _head.Seq == after.Seq && _head.Hash != after.Hash ? (_head.Seq, $"Row {_head.Seq} is not the head that was sealed.")
            : rows != after.Seq ? (null, $"{rows} rows have a number, but the head is row {after.Seq}: some were put beside the chain.")
            : null;
        return new()
        {
            Intact = _fault is null,
            VerifiedTo = _head.Seq,
            SignedTo = _isSigned ? _signedTo : null,
            BrokenAt = _fault?.At,
            Reason = _fault?.Reason,
        };
    }
}
