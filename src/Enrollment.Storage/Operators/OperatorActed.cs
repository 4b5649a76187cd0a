using System.Globalization;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Storage.Operators;

/// <summary>
/// Somebody changed something by a command; event of <c>operator/{date}</c>. Written before the change, so that none goes unrecorded.
/// </summary>
/// <param name="At">Real time, also on a demonstration clock.</param>
/// <param name="User">The operating system's user, with the machine.</param>
/// <param name="Command">What was asked for, ids only.</param>
/// <param name="Reason">Why, where it was said.</param>
public sealed record OperatorActed(DateTimeOffset At, string User, string Command, string? Reason)
{
    private const string Streams = "operator/";

    /// <summary>To be committed with the change, or before it.</summary>
    public void AppendTo(IDocumentSession session) =>
        session.Events.Append($"{Streams}{At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", this);

    /// <summary>The latest, newest first.</summary>
    public static async Task<IReadOnlyList<OperatorActed>> Latest(IQuerySession session, int limit, CancellationToken cancellationToken)
    {
        var events = await session
            .Events.QueryAllRawEvents()
            .Where(recorded => recorded.StreamKey!.StartsWith(Streams))
            .OrderByDescending(recorded => recorded.Sequence)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. events.Select(recorded => recorded.Data).OfType<OperatorActed>()];
    }
}
