using System.Globalization;

namespace Enrollment.Storage.Nights;

/// <summary>A nightly run.</summary>
/// <param name="BusinessDate">Its calendar date in the organization's time zone: the eligibility date of the sources that it gains.</param>
/// <param name="Instant">It sees the facts that occurred up to this instant.</param>
public sealed record NightlyRun(DateOnly BusinessDate, DateTimeOffset Instant)
{
    /// <summary>The saga's id. It ends in the date, so that it can be read in a log.</summary>
    public static Guid IdOf(DateOnly date) => Guid.Parse($"6e696768-746c-8000-8000-0000{Text(date, "yyyyMMdd")}");

    /// <summary>The stream of the start and the end of the run.</summary>
    public static string StreamOf(DateOnly date) => $"nightly/{Text(date, "yyyy-MM-dd")}";

    /// <summary>The key of a document that exists once for each phase of a run.</summary>
    public static string KeyOf(DateOnly date, NightlyPhase phase) => $"{Text(date, "yyyy-MM-dd")}/{phase}";

    private static string Text(DateOnly date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
