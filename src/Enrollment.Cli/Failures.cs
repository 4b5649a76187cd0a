using System.Net.Sockets;
using Enrollment.Cli.Output;
using Enrollment.Intake.Json;
using Enrollment.Operations.Settings;
using Enrollment.Storage.Access;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Cli;

/// <summary>What went wrong, as the one sentence the user sees.</summary>
internal static class Failures
{
    public static readonly Phrase NoTables = "The database has no Enrollment tables yet: run enrollctl schema apply as the owner.";

    private const string Trace = "ENROLLCTL_TRACE";

    /// <summary>Says it on standard error; the answer is the exit code.</summary>
    public static int Report(Exception exception)
    {
        foreach (
            var sentence in exception is InvalidSettingsException invalid
                ? invalid.Problems.Select(problem => (Phrase)problem)
                : [Sentence(exception)]
        )
            Printer.Note(sentence);
        if (Environment.GetEnvironmentVariable(Trace) is { Length: > 0 })
            foreach (var line in exception.ToString().Split('\n'))
                Screen.WriteError(EscapedText.OfLine(line.TrimEnd('\r')));
        return exception switch
        {
            CommandFailed failed => failed.ExitCode,
            InvalidSettingsException => ExitCodes.Unusable,
            OperationCanceledException when !IsTimeout(exception) => ExitCodes.Interrupted,
            _ => ExitCodes.Failed,
        };
    }

    public static Phrase Sentence(Exception exception) =>
        Known(exception)
        ?? Phrase.Of($"Unexpected {exception.GetType().Name}: {exception.Message.TrimEnd('.')}. Set {Trace}=1 to see where it happened.");

    private static Phrase? Known(Exception exception) =>
        exception switch
        {
            CommandFailed failed => failed.Sentence,
            InvalidSettingsException => exception.Message,
            _ when Trouble.IsConflict(exception) =>
                "Something else wrote to the same place at the same moment; nothing was done. Run the command again.",
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => NoTables,
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => Phrase.Of(
                $"The database refused: {refused.MessageText.TrimEnd('.')}. See the line rights of enrollctl status for what the role lacks; infra/grants.sql gives it."
            ),
            PostgresException refused => Phrase.Of($"The database refused: {refused.MessageText.TrimEnd('.')}."),
            NpgsqlException => Phrase.Of($"The database named by Enrollment__Postgres cannot be reached: {Innermost(exception)}."),
            BrokerUnreachableException or RabbitMQClientException => Phrase.Of(
                $"The broker named by Enrollment__RabbitMq cannot be reached: {Innermost(exception)}."
            ),
            OperationCanceledException when IsTimeout(exception) => Phrase.Of($"No answer in time: {Innermost(exception)}."),
            OperationCanceledException => "Canceled.",
            IOException or UnauthorizedAccessException or HttpRequestException => Phrase.Of($"{exception.Message.TrimEnd('.')}."),
            _ => exception.InnerException is { } inner ? Known(inner) : null,
        };

    private static bool IsTimeout(Exception exception) => exception.InnerException is TimeoutException;

    private static string Innermost(Exception exception)
    {
        while (exception is not SocketException && exception.InnerException is { } inner)
            exception = inner;
        return exception.Message.TrimEnd('.');
    }
}
