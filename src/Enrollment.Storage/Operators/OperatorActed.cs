using System.Globalization;
using Enrollment.Storage.Enrollments;
using Marten;

namespace Enrollment.Storage.Operators;

/// <summary>
/// An operator changed something by a command: an event of <c>operator/{date}</c>. It is written before the change, so that every change is
/// recorded.
/// </summary>
/// <param name="At">The real time, also on a demonstration clock.</param>
/// <param name="User">The operating system's user, with the machine.</param>
/// <param name="Command">The command, with ids only.</param>
/// <param name="Reason">The given reason.</param>
public sealed record OperatorActed(DateTimeOffset At, string User, string Command, string? Reason)
{
    private const string Streams = "operator/";

    /// <summary>To be committed with the change, or before it.</summary>
    public void AppendTo(IDocumentSession session) =>
        session.Events.Append($"{Streams}{At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", this);

    /// <summary>The latest, newest first.</summary>
    public static async Task<IReadOnlyList<OperatorActed>> GetLatestAsync(
        IQuerySession session,
        int limit,
        CancellationToken cancellationToken
    )
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
