using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Queries.Auditing;
using Enrollment.Queries.Wording.Findings;
using Enrollment.Storage.Auditing;

namespace Enrollment.Cli.Audit;

/// <summary><c>enrollctl audit verify [--digest FILE]…</c></summary>
internal static class VerifyCommand
{
    private const int MaxFindings = 50;

    public static Command Create()
    {
        var digests = new Option<string[]>("--digest")
        {
            CustomParser = OptionParsers.Paths,
            Description = "A digest kept outside of the database. The option can be repeated.",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print the counts and the findings as JSON." };
        var command = new Command(
            "verify",
            "Verifies that no event was changed, deleted, inserted or backdated and that the read models match the streams. Example: "
                + "enrollctl audit verify --digest 2026-03-01.json"
        )
        {
            digests,
            json,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(digests)!, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] files, bool json, CancellationToken cancellationToken)
    {
        var digests = await Task.WhenAll(files.Select(file => ReadDigestAsync(file, cancellationToken)));
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        VerifiedRecord? record = null;
        await ProgressReporter.RunAsync(
            "verifying",
            3,
            async progress =>
            {
                var step = 0;
                record = await new Verification(database.Store, settings.Options.Postgres, settings.Calendar, database.Clock.GetUtcNow())
                {
                    Report = (what, findings) => progress.Report(step++, VerificationText.Progress(what, findings)),
                }.RunAsync(digests, cancellationToken);
            }
        );
        if (json)
            Printer.WriteJson(record!);
        else
            Print(record!);
        return record!.Findings.Count == 0 ? 0 : 1;
    }

    private static async Task<Digest> ReadDigestAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await Digest.ReadAsync(file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"--digest: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    private static void Print(VerifiedRecord record)
    {
        Printer.WriteLine(VerificationText.Counts(record.Events, record.Streams, record.Chain.Position, record.NotYetChained));
        Printer.WriteLine(
            record.Proven == 0 ? VerificationText.NoDigest : VerificationText.Proven(record.Proven, record.Events - record.Proven)
        );
        if (record.Findings.Count == 0)
        {
            Printer.WriteLine($"[green]Nothing found[/]: {VerificationText.NothingFound}.");
            return;
        }

        var table = new Table(Column.Fixed("kind"), Column.Id("stream"), Column.Number("version"), Column.Text("what"));
        foreach (var finding in record.Findings.Take(MaxFindings))
            table.Add(
                FindingText.Of(finding.Kind),
                Format.Text(finding.Stream),
                finding.Version is { } version ? Format.Count(version) : Format.None,
                finding.What
            );
        Printer.Write(table);
        var findings = Format.Count(record.Findings.Count, "finding");
        Printer.WriteLine($"[red]{findings}[/]{(record.Findings.Count > MaxFindings ? $", {MaxFindings} shown; --json prints all" : "")}.");
    }
}
