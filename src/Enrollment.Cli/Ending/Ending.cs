using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;

namespace Enrollment.Cli.Ending;

/// <summary>What ending a learner and ending a rule have in common.</summary>
internal static class Ending
{
    public const string IdDescription = "The id as recorded, or as enrollctl shows it, with escapes such as \\u{200B}.";
    public const string HowToWriteIt = "Ids are compared exactly; write one as enrollctl shows it.";

    public static Option<bool> Yes() => new("--yes") { Description = "Do not ask, also on a terminal." };

    /// <summary>Now, by the organization's clock; the database keeps microseconds.</summary>
    public static async Task<Stamp> StampAsync(Database database, CancellationToken cancellationToken)
    {
        var now = await database.Now(cancellationToken);
        return new Stamp(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), $"enrollctl:{Guid.NewGuid()}");
    }

    public static string At(Stamp stamp, Database database) => Words.Instant(stamp.OccurredAt, database.Settings.Calendar.Zone);

    public static Phrase Counted(IReadOnlyDictionary<PeriodStatus, long> current)
    {
        var all = current.Values.Sum();
        if (all == 0)
            return "no enrollment";
        var counts = current
            .OrderBy(count => count.Key)
            .Select(count => Phrase.Of($"{Words.Count(count.Value)} {Words.Status(count.Key)}"));
        return $"{Words.Count(all)} {(all == 1 ? "enrollment" : "enrollments")} ({Phrase.Join(", ", counts)})";
    }

    /// <summary>Says what will happen; on a terminal it asks. A script that gives the command means it.</summary>
    public static void Announce(Phrase consequence, bool yes, bool json)
    {
        if (!json)
            Printer.Line(consequence);
        if (!yes && Screen.CanAsk && !Screen.Ask("Record it? [y/N] "))
            throw new CommandFailed("Nothing was done.");
    }

    public static void Report<T>(T recorded, Stamp stamp, bool json)
    {
        if (json)
            Printer.Json(recorded);
        else
            Printer.Line($"Recorded as {stamp.MessageId}.");
    }
}
