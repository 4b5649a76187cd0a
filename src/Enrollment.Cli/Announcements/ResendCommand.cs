using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Parsing;
using Enrollment.Cli.Servers;
using Enrollment.Operations.Announcing;
using Enrollment.Operations.Broker;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Cli.Announcements;

/// <summary><c>enrollctl announcements resend --queue NAME</c></summary>
internal static class ResendCommand
{
    private const string Description =
        "Sends the refused announcements directly to one queue, in order and with their original ids, and removes from the list what the "
        + "queue accepted. The command can be stopped and run again. If Enrollment__RabbitMqManagement is set, only the types to which the "
        + "queue is bound are sent. "
        + "Example: enrollctl announcements resend --queue lms --reason \"reader was down\"";

    public static Command Create()
    {
        var queue = new Option<string>("--queue")
        {
            CustomParser = OptionParsers.Queue,
            Description = "The queue that refused them. It must exist and have room.",
            Required = true,
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the announcements on the list because another queue needs them, too." };
        var remove = new Option<bool>("--remove") { Description = "Remove them from the list although another queue can refuse messages." };
        var json = new Option<bool>("--json") { Description = "Print the counts as JSON." };
        var command = new Command("resend", Description) { queue, keep, remove, OperatorLog.ReasonOption(), json };
        command.Validators.Add(given =>
        {
            if (given.GetValue(keep) && given.GetValue(remove))
                given.AddError("--keep and --remove exclude each other. Leave one out.");
        });
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var settings = Settings.Read(RequiredServers.Both);
                var name = result.GetValue(queue)!;
                var isDecided = result.GetValue(keep) || result.GetValue(remove);
                var exchanges = await ExchangesAsync(settings.Options, name, isDecided, cancellationToken);
                await using var database = await Database.OpenAsync(settings, cancellationToken);
                var total = await CountAsync(database, cancellationToken);
                if (total > 0)
                    await OperatorLog.RecordAsync(database, result, cancellationToken);
                var sent = await SendAsync(database, name, exchanges, result.GetValue(keep), total, cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(sent);
                else
                    Print(name, sent, result.GetValue(keep));
                return sent.IsRefused ? 1 : 0;
            }
        );
        return command;
    }

    /// <summary>The exchanges to which the queue is bound; null if they are unknown.</summary>
    private static async Task<IReadOnlySet<string>?> ExchangesAsync(
        EnrollmentOptions options,
        string name,
        bool isDecided,
        CancellationToken cancellationToken
    )
    {
        if (await QueuesAsync(options, cancellationToken) is not { } queues)
            return null;
        var queue =
            queues.SingleOrDefault(queue => queue.Name == name)
            ?? throw new CommandFailedException(
                $"The queue {name} is not bound to any announcement. Bind it to the exchanges that it needs. Nothing was sent."
            );
        var others = queues.Where(other => other.CanRefuse && other.Name != name).Select(other => other.Name).ToList();
        return others.Count == 0 || isDecided
            ? queue.Exchanges
            : throw new CommandFailedException(
                $"Other queues refuse when they are full: {string.Join(", ", others)}. "
                    + "Add --keep if one of them needs these announcements, too. Otherwise add --remove. Nothing was sent."
            );
    }

    private static async Task<IReadOnlyList<AnnouncementQueue>?> QueuesAsync(EnrollmentOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await AnnouncementQueue.LoadAsync(options, cancellationToken);
        }
        catch (Exception strange) when (BrokerManagement.IsUnanswered(strange))
        {
            throw new CommandFailedException($"{BrokerText.ManagementStrange(strange.Message)} Nothing was sent.");
        }
    }

    private static async Task<long> CountAsync(Database database, CancellationToken cancellationToken)
    {
        await using var session = database.Store.QuerySession();
        return (await RefusedAnnouncements.SummarizeAsync(session, cancellationToken)).Count;
    }

    private static async Task<ResendResult> SendAsync(
        Database database,
        string queue,
        IReadOnlySet<string>? exchanges,
        bool keep,
        long total,
        CancellationToken cancellationToken
    )
    {
        var result = new ResendResult(0, 0, IsRefused: false);
        try
        {
            await ProgressReporter.RunAsync(
                "Sending",
                total,
                async progress =>
                    result = await new AnnouncementResend(database.Store, database.Settings.Options)
                    {
                        Exchanges = exchanges,
                        Keep = keep,
                        Report = done => progress.Report(done, $"{done:N0} of {total:N0} announcements"),
                    }.RunAsync(queue, cancellationToken)
            );
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            throw new CommandFailedException(
                $"The queue {queue} does not exist in the virtual host of Enrollment__RabbitMq. Nothing was sent."
            );
        }

        return result;
    }

    private static void Print(string queue, ResendResult sent, bool keep)
    {
        var rest = keep ? ". They stay on the list" : "";
        Printer.WriteLine($"{Format.Count(sent.Sent, "announcement")} sent to {queue} and confirmed{rest}.");
        if (sent.Unbound > 0)
            Printer.WriteLine($"{Format.Count(sent.Unbound)} of types to which the queue is not bound stay on the list.");
        if (sent.IsRefused)
            Printer.WriteLine($"[red]The queue is full again. Wait until its consumer has caught up, then run the command again.[/]");
    }
}
