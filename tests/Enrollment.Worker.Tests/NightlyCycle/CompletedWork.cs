using Enrollment.Storage.Nights;
using Enrollment.Worker.Nights;

namespace Enrollment.Worker.Tests.NightlyCycle;

/// <summary>One piece of work, each time it was committed: a second row for the same piece is a piece done twice.</summary>
public sealed record CompletedWork(Guid Id, DateOnly Date, NightlyPhase Phase, int Segment, string Worker, DateTimeOffset At)
{
    /// <summary>The segment number of a planning.</summary>
    public const int Plan = 0;

    public string Piece => $"{Date:O} {Phase} {Segment}";
}
