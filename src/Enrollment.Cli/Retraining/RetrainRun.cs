using System.CommandLine;
using Enrollment.Cli.Errors;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Sending;
using Enrollment.Cli.Servers;
using Enrollment.Contracts;
using Enrollment.Intake.Mapping;
using Enrollment.Queries.Decisions;
using Enrollment.Queries.Wording.Decisions;
using Marten;

namespace Enrollment.Cli.Retraining;

/// <summary>Runs <c>enrollctl retrain</c>: counts, asks, sends and reports.</summary>
internal static class RetrainRun
{
    public static async Task<int> RunAsync(ParseResult parsed, RetrainOptions options, CancellationToken cancellationToken)
    {
        await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Both), cancellationToken);
        await using var session = database.Store.QuerySession();
        var orders = await CreateAsync(parsed, options, database, session, cancellationToken);
        var facts = orders.Select(RetrainingOrders.Outgoing).ToArray();
        foreach (var fact in facts)
            fact.Check(database);
        var (count, night) = await CountAsync(session, database, orders, cancellationToken);
        var (activity, json) = (orders[0].ActivityId, parsed.GetValue(options.Json));
        var concerns = OutcomeText.Concerns(Format.Id(activity), count.Audience, count.Concerned, night);
        ManualFact.Confirm(Format.Sentence(concerns), parsed.GetValue(options.Yes), json);
        var sent = await FactSender.SendAsync(database, parsed, facts, cancellationToken);
        if (json)
            PrintJson(activity, count, night, orders, sent);
        else
            Print(orders, sent, night);
        return ExitCodeOf(sent);
    }

    private static async Task<(RetrainingCount Count, DateOnly Night)> CountAsync(
        IQuerySession session,
        Database database,
        IReadOnlyList<RetrainingOrdered> orders,
        CancellationToken cancellationToken
    )
    {
        var now = database.Clock.GetUtcNow();
        var night = (await NextNight.FindAsync(session, database, now, cancellationToken)).Date;
        var domain = orders.Select(order => order.ToDomain()).ToArray();
        var count = await RetrainingCount.LoadAsync(session, domain, now, night, cancellationToken);
        return count.Audience > 0
            ? (count, night)
            : throw new CommandFailedException(
                $"The audience of the retraining in {orders[0].ActivityId} has no learner. Nothing was sent."
            );
    }

    private static async Task<IReadOnlyList<RetrainingOrdered>> CreateAsync(
        ParseResult parsed,
        RetrainOptions options,
        Database database,
        IQuerySession session,
        CancellationToken cancellationToken
    )
    {
        var activity = parsed.GetValue(options.Activity)!;
        var stamp = await ManualFact.CreateStampAsync(database, cancellationToken);
        if (!await KnownIds.HasActivityAsync(session, activity, cancellationToken))
            throw new CommandFailedException($"No rule names the activity {activity}. Nothing was sent. {ManualFact.IdHint}");
        var audiences = await RetrainingAudience.ReadAsync(parsed, options, session, cancellationToken);
        var order = new RetrainingOrdered
        {
            OccurredAt = stamp.OccurredAt,
            OrderId = "",
            ActivityId = activity,
            Audience = audiences[0],
            Due = parsed.GetValue(options.Due)!,
            Reason = parsed.GetValue(options.Reason)!,
            DecidedBy = OperatorLog.UserName,
        };
        return RetrainingOrders.Of(order, audiences, database.Settings.Calendar.DateOf(stamp.OccurredAt));
    }

    private static void PrintJson(
        string activity,
        RetrainingCount count,
        DateOnly night,
        IReadOnlyList<RetrainingOrdered> orders,
        IReadOnlyList<SentFact> sent
    ) =>
        Printer.WriteJson(
            new
            {
                ActivityId = activity,
                count.Audience,
                count.Concerned,
                NextNight = night,
                Orders = orders.Zip(sent, (order, fact) => new { order.OrderId, Message = SendingReport.Json(fact) }),
            }
        );

    private static void Print(IReadOnlyList<RetrainingOrdered> orders, IReadOnlyList<SentFact> sent, DateOnly night)
    {
        foreach (var (order, fact) in orders.Zip(sent))
        {
            Printer.WriteLine($"Order [bold]{order.OrderId}[/]");
            SendingReport.Print(fact, "the same command on the same day, which orders nothing twice");
        }

        if (sent.Any(fact => fact.Result is SendingResult.Recorded))
            Printer.WriteLine(OutcomeText.CarriedOut(night));
    }

    /// <summary>A dead letter is worse than nothing yet.</summary>
    private static int ExitCodeOf(IReadOnlyList<SentFact> sent)
    {
        var codes = sent.Select(fact => fact.ExitCode).ToHashSet();
        return codes.Contains(ExitCodes.Failed) ? ExitCodes.Failed : codes.Max();
    }
}
