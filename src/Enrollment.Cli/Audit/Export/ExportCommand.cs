using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Files;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Domain.Calendar;
using Enrollment.Queries.Records;
using Enrollment.Storage.Auditing;
using Marten;

namespace Enrollment.Cli.Audit.Export;

/// <summary><c>enrollctl audit export --out DIR --key FILE</c></summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            CustomParser = OptionParsers.Path,
            Description = "A new or empty folder.",
            Required = true,
        };
        var key = new Option<string>("--key")
        {
            CustomParser = OptionParsers.Path,
            Description = "The private key for the signature. enrollctl audit keys creates one.",
            Required = true,
        };
        var learner = new Option<string?>("--learner") { CustomParser = OptionParsers.Id, Description = "Only events about this learner." };
        var activity = new Option<string?>("--activity")
        {
            CustomParser = OptionParsers.Id,
            Description = "Only events about this activity: enrollments and rules.",
        };
        var from = new Option<DateOnly?>("--from")
        {
            Description = "Only events recorded on this date or later, yyyy-MM-dd.",
            CustomParser = OptionParsers.Date,
        };
        var to = new Option<DateOnly?>("--to")
        {
            Description = "Only events recorded on this date or earlier, yyyy-MM-dd.",
            CustomParser = OptionParsers.Date,
        };
        var json = new Option<bool>("--json") { Description = "Print the manifest." };
        var command = new Command(
            "export",
            "Exports the audit record to files with a signed manifest. Example: "
                + "enrollctl audit export --learner u0042 --out audit-u0042 --key audit.key"
        )
        {
            folder,
            key,
            learner,
            activity,
            from,
            to,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    result.GetValue(folder)!,
                    result.GetValue(key)!,
                    new ExportFilter(result.GetValue(learner), result.GetValue(activity), result.GetValue(from), result.GetValue(to)),
                    result.GetValue(json),
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task RunAsync(string folder, string keyFile, ExportFilter filter, bool json, CancellationToken cancellationToken)
    {
        using var key = await SigningKey.ReadAsync(keyFile, cancellationToken);
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new CommandFailedException($"--out: {folder} is a file or a folder that is not empty. Nothing was written.");
        var settings = Settings.Read(RequiredServers.Database);
        await using var database = await Database.OpenAsync(settings, cancellationToken);
        await using var session = database.Store.QuerySession();
        Directory.CreateDirectory(folder);
        // The chain's position is read first: what it covers is certainly among the events read after it.
        var chain = Digest.Of(await ChainHead.LoadAsync(session, cancellationToken), DateTimeOffset.UtcNow);
        var events = await WriteEventsAsync(folder, session, filter, settings.Calendar, cancellationToken);
        var manifest = new Manifest
        {
            ExportedAt = DateTimeOffset.UtcNow,
            By = Environment.UserName,
            Learner = filter.Learner,
            Activity = filter.Activity,
            From = filter.From,
            To = filter.To,
            Events = events,
            Chain = chain,
            Files = [.. await Task.WhenAll(ExportWriter.Names.Select(name => ExportedFile.ReadAsync(folder, name, cancellationToken)))],
        };
        var bytes = manifest.Bytes();
        await OutputFile.WriteAsync(Path.Combine(folder, Manifest.Name), bytes, cancellationToken: cancellationToken);
        var signature = key.SignData(
            bytes,
            System.Security.Cryptography.HashAlgorithmName.SHA256,
            System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence
        );
        await OutputFile.WriteAsync(
            Path.Combine(folder, Manifest.SignatureName),
            Convert.ToBase64String(signature) + "\n",
            cancellationToken: cancellationToken
        );
        if (json)
            Printer.WriteJson(manifest);
        else
            Printer.WriteLine(
                $"{Format.Count(events, "event")} written to {folder} and signed. Check the export with: "
                    + $"enrollctl audit check {folder} --key {keyFile}.pub"
            );
    }

    private static async Task<long> WriteEventsAsync(
        string folder,
        IQuerySession session,
        ExportFilter filter,
        BusinessCalendar calendar,
        CancellationToken cancellationToken
    )
    {
        var contents = new EventContents(session.DocumentStore.Options);
        await using var files = await ExportWriter.CreateAsync(folder, $"Record of {filter.Description}", contents, calendar);
        await ProgressReporter.RunAsync(
            "exporting",
            1,
            async progress =>
            {
                await foreach (var recorded in RecordedEvent.ReadAsync(session, filter.ToQuery(calendar.Zone), cancellationToken))
                {
                    await files.WriteAsync(recorded);
                    if (files.Written % 10_000 == 0)
                        progress.Report(0.5, $"{files.Written:N0} events");
                }
            }
        );
        await files.CompleteAsync();
        return files.Written;
    }
}
