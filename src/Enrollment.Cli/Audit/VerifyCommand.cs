using System.CommandLine;
using Enrollment.Cli.Output;
using Enrollment.Cli.Servers;
using Enrollment.Worker.Auditing;

namespace Enrollment.Cli.Audit;

/// <summary><c>enrollctl audit verify [--digest FILE]…</c></summary>
internal static class VerifyCommand
{
    private const int Shown = 50;

    public static Command Create()
    {
        var digests = new Option<string[]>("--digest")
        {
            CustomParser = Values.Paths,
            Description = "A digest kept outside of the database; may be given several times.",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print what was looked at and found as JSON." };
        var command = new Command(
            "verify",
            "Looks through the whole record: nothing changed, deleted, inserted or re-dated, read models as the streams give them. Example: enrollctl audit verify --digest 2026-03-01.json"
        )
        {
            digests,
            json,
        };
        command.SetAction((result, cancellationToken) => Run(result.GetValue(digests)!, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> Run(string[] files, bool json, CancellationToken cancellationToken)
    {
        var digests = await Task.WhenAll(files.Select(file => Read(file, cancellationToken)));
        var settings = Settings.Read(Uses.Database);
        await using var database = await Database.Open(settings, cancellationToken);
        VerifiedRecord? record = null;
        await Work.Run(
            "verifying",
            3,
            async work =>
            {
                var step = 0;
                record = await new Verification(database.Store, settings.Options.Postgres)
                {
                    Report = (what, findings) => work.Report(step++, $"{what}, {findings} findings"),
                }.Run(digests, cancellationToken);
            }
        );
        if (json)
            Printer.Json(record!);
        else
            Print(record!);
        return record!.Findings.Count == 0 ? 0 : 1;
    }

    private static async Task<Digest> Read(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await Digest.Read(file, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailed($"--digest: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    private static void Print(VerifiedRecord record)
    {
        Printer.Line(
            $"{Words.Count(record.Events, "event")}, {Words.Count(record.Streams, "stream")} folded; {Words.Count(record.Chain.Position, "event")} chained, {Words.Count(record.NotYetChained)} not yet."
        );
        Printer.Line(
            record.Proven == 0
                ? "No digest was given: a forger who chained everything again would not be found (--digest)."
                : $"Proven by digests: the first {Words.Count(record.Proven, "event")}. The {Words.Count(record.Events - record.Proven)} after them are unproven until the next."
        );
        if (record.Findings.Count == 0)
        {
            Printer.Line($"[green]Nothing found[/]: the record is as it was recorded.");
            return;
        }

        var table = new Table(Column.Word("kind"), Column.Id("stream"), Column.Count("version"), Column.Text("what"));
        foreach (var finding in record.Findings.Take(Shown))
            table.Add(
                Words.Name(finding.Kind),
                Words.Text(finding.Stream),
                finding.Version is { } version ? Words.Count(version) : Words.Nothing,
                finding.What
            );
        Printer.Show(table);
        var findings = Words.Count(record.Findings.Count, "finding");
        Printer.Line($"[red]{findings}[/]{(record.Findings.Count > Shown ? $", {Shown} shown; --json has all" : "")}.");
    }
}
