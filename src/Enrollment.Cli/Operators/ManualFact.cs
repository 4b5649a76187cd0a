using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Learners;

namespace Enrollment.Cli.Operators;

/// <summary>The common parts of commands that record a fact by hand.</summary>
internal static class ManualFact
{
    public const string IdDescription = "The id as recorded or as enrollctl prints it, with escapes such as \\u{200B}.";
    public const string IdHint = "Ids are compared exactly. Write the id as enrollctl prints it.";

    public static Option<bool> YesOption() => new("--yes") { Description = "Do not ask for confirmation." };

    /// <summary>The organization's current time, in microseconds as the database stores it.</summary>
    public static async Task<Stamp> CreateStampAsync(Database database, CancellationToken cancellationToken)
    {
        var now = await database.GetNowAsync(cancellationToken);
        return new Stamp(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)), $"enrollctl:{Guid.NewGuid()}");
    }

    public static string FormatInstant(Stamp stamp, Database database) => Format.Instant(stamp.OccurredAt, database.Settings.Calendar.Zone);

    /// <summary>Prints the consequence and asks for confirmation on a terminal. Scripts are not asked.</summary>
    public static void Confirm(StyledText consequence, bool yes, bool json)
    {
        if (!json)
            Printer.WriteLine(consequence);
        if (!yes && StandardStreams.IsInteractive && !StandardStreams.Confirm("Record it? [y/N] "))
            throw new CommandFailedException("Nothing was changed.");
    }

    public static void Report<T>(T recorded, Stamp stamp, bool json)
    {
        if (json)
            Printer.WriteJson(recorded);
        else
            Printer.WriteLine($"Recorded as {stamp.MessageId}.");
    }
}
