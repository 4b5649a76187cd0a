using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Enrollments;
using Enrollment.Processing.Preview;
using Enrollment.Processing.Upgrading;
using Enrollment.Queries.Wording.Nights;
using Enrollment.Storage.Nights;

namespace Enrollment.Cli.Upgrading;

/// <summary><c>enrollctl upgrade preview [--yes]</c></summary>
internal static class UpgradePreviewCommand
{
    private const int MaxNamesInTable = 200;
    private const int MaxNamesInJson = 100_000;

    public static Command Create()
    {
        var yes = new Option<bool>("--yes") { Description = "Let the first night begin without a preview." };
        var limit = new Option<int?>("--limit")
        {
            CustomParser = OptionParsers.OptionalLimit,
            Description =
                $"The number of enrollments to list. The default is {MaxNamesInTable} in a table and {MaxNamesInJson} in JSON. "
                + "All are counted.",
        };
        var json = new Option<bool>("--json") { Description = "Print the preview as JSON." };
        var command = new Command(
            "preview",
            "Shows what the first night of this version of the semantics would change by its text alone, and lets that night begin. "
                + "Example: enrollctl upgrade preview"
        )
        {
            yes,
            limit,
            OperatorLog.ReasonOption(),
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result,
                    result.GetValue(yes),
                    result.GetValue(limit) ?? (result.GetValue(json) ? MaxNamesInJson : MaxNamesInTable),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(ParseResult parsed, bool yes, int names, bool json, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
        var state = await FindStateAsync(database, cancellationToken);
        if (state is null or { Semantics: Semantics.Version })
        {
            Write(new UpgradeAnswer(Semantics.Version, state?.AdoptedOn, null), UpgradeText.NothingToPreview(state?.AdoptedOn), json);
            return;
        }

        var night = await FindNightAsync(database, cancellationToken);
        var preview = yes ? null : await LoadAsync(database, night, names, cancellationToken);
        await UpgradePermission.StoreAsync(
            database.Store,
            TimeProvider.System.GetUtcNow(),
            session => OperatorLog.Record(session, parsed),
            cancellationToken
        );
        if (preview is not null && !json)
            UpgradePreviewTable.Write(preview);
        Write(new UpgradeAnswer(Semantics.Version, night, preview), UpgradeText.Allowed(night), json);
    }

    private static async Task<UpgradePreview> LoadAsync(Database database, DateOnly night, int names, CancellationToken cancellationToken)
    {
        UpgradePreview? preview = null;
        await ProgressReporter.RunAsync(
            $"Dry run: {NightText.Night(night)}",
            1,
            async progress =>
                preview = await UpgradePreview.LoadAsync(
                    database.Store,
                    database.Settings.Calendar,
                    database.Settings.Options,
                    night,
                    names,
                    (done, total) => progress.Report((double)done / total, $"{Format.Count(done)} of {Format.Count(total)} learners"),
                    cancellationToken
                )
        );
        return preview!;
    }

    private static async Task<NightlySchedulerState?> FindStateAsync(Database database, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        return await NightlySchedulerState.FindAsync(session, cancellationToken);
    }

    private static async Task<DateOnly> FindNightAsync(Database database, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        var now = await database.GetNowAsync(cancellationToken);
        var next = await UpcomingRun.After(session, database.Settings.Calendar, now, cancellationToken);
        return next.Unfinished is { } unfinished
            ? throw new CommandFailedException(UpgradeText.Running(unfinished))
            : next.Missed ?? next.Date;
    }

    private static void Write(UpgradeAnswer answer, string sentence, bool json)
    {
        if (json)
            Printer.WriteJson(answer);
        else
            Printer.WriteLine(sentence);
    }
}

/// <summary>What the command prints as JSON.</summary>
/// <param name="Version">The version of the semantics.</param>
/// <param name="FirstNight">The first night that it decides, or has decided; null where an earlier version decided none.</param>
/// <param name="Preview">What that night would change; null where nothing was previewed.</param>
internal sealed record UpgradeAnswer(int Version, DateOnly? FirstNight, UpgradePreview? Preview);
