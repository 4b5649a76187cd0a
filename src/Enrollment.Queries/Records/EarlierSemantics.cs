using Enrollment.Storage.Nights;
using Marten;

namespace Enrollment.Queries.Records;

/// <summary>An earlier version of the semantics decided on this database.</summary>
/// <param name="AdoptedOn">The first night by this version; null where it did not begin yet.</param>
/// <param name="AdoptedAt">When that night began.</param>
internal sealed record EarlierSemantics(DateOnly? AdoptedOn, DateTimeOffset? AdoptedAt)
{
    /// <summary>Null where this version decided from the start.</summary>
    public static async Task<EarlierSemantics?> FindAsync(IQuerySession session, CancellationToken cancellationToken)
    {
        var state = await NightlySchedulerState.FindAsync(session, cancellationToken);
        return state is { AdoptedOn: not null } or { Semantics: < Domain.Enrollments.Semantics.Version }
            ? new EarlierSemantics(state.AdoptedOn, state.AdoptedAt)
            : null;
    }

    /// <summary>Whether the answer is what that version recorded.</summary>
    public bool Answers(PointInTime pointInTime) => !(AdoptedOn <= pointInTime.AsOf) || pointInTime.KnownAt < AdoptedAt;
}
