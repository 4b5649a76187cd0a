using System.CommandLine;
using Enrollment.Cli.Operators;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Servers;
using Enrollment.Storage.Announcements;

namespace Enrollment.Cli.Announcements;

/// <summary><c>enrollctl announcements discard --reason TEXT</c></summary>
internal static class DiscardCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print the count as JSON." };
        var command = new Command(
            "discard",
            "Removes all refused announcements from the list without sending them. "
                + "Use it when the queue is gone or was filled in another way. "
                + "The events are kept. Example: enrollctl announcements discard --reason \"the old LMS is switched off\""
        )
        {
            OperatorLog.ReasonOption(required: true),
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var database = await Database.OpenAsync(Settings.Read(RequiredServers.Database), cancellationToken);
                await using var session = database.Store.LightweightSession();
                var kept = await RefusedAnnouncements.SummarizeAsync(session, cancellationToken);
                OperatorLog.Record(session, result);
                RefusedAnnouncements.RemoveAll(session);
                await session.SaveChangesAsync(cancellationToken);
                if (result.GetValue(json))
                    Printer.WriteJson(new { Discarded = kept.Count });
                else
                    Printer.WriteLine($"{Format.Count(kept.Count)} refused announcements discarded.");
            }
        );
        return command;
    }
}
