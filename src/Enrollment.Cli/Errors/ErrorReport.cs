using System.Net.Sockets;
using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Intake.Escaping;
using Enrollment.Operations.Settings;
using Enrollment.Queries.Wording.Conditions;
using Enrollment.Storage.Access;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Cli.Errors;

/// <summary>Reports an exception as one sentence for the user.</summary>
internal static class ErrorReport
{
    public static readonly StyledText MissingTables = DatabaseText.NoTables();

    private const string TraceVariable = "ENROLLCTL_TRACE";

    /// <summary>Writes the error to standard error and returns the exit code.</summary>
    public static int Write(Exception exception)
    {
        foreach (
            var sentence in exception is InvalidSettingsException invalid
                ? invalid.Problems.Select(problem => (StyledText)problem)
                : [Describe(exception)]
        )
            Printer.WriteDiagnostic(sentence);
        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
            foreach (var line in exception.ToString().Split('\n'))
                StandardStreams.WriteError(EscapedText.OfLine(line.TrimEnd('\r')));
        return exception switch
        {
            CommandFailedException failed => failed.ExitCode,
            InvalidSettingsException => ExitCodes.Unusable,
            OperationCanceledException when !IsTimeout(exception) => ExitCodes.Interrupted,
            _ => ExitCodes.Failed,
        };
    }

    public static StyledText Describe(Exception exception) =>
        DescribeKnown(exception)
        ?? StyledText.Of(
            $"Unexpected {exception.GetType().Name}: {exception.Message.TrimEnd('.')}. Set {TraceVariable}=1 to print the stack trace."
        );

    /// <summary>Without the hint at the stack trace, as part of another sentence.</summary>
    public static StyledText DescribeBriefly(Exception exception) =>
        DescribeKnown(exception) ?? StyledText.Of($"{exception.Message.TrimEnd('.')}.");

    private static StyledText? DescribeKnown(Exception exception) =>
        exception switch
        {
            CommandFailedException failed => failed.Text,
            InvalidSettingsException => exception.Message,
            _ when ExceptionClassifier.IsConflict(exception) =>
                "Another process wrote the same data at the same time. Nothing was changed. Run the command again.",
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => MissingTables,
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => StyledText.Of(
                $"The database refused: {refused.MessageText.TrimEnd('.')}. "
                    + $"The rights condition of enrollctl status lists what the role lacks. infra/grants.sql grants it."
            ),
            PostgresException refused => StyledText.Of($"The database refused: {refused.MessageText.TrimEnd('.')}."),
            NpgsqlException => StyledText.Of(
                $"The database named by Enrollment__Postgres cannot be reached: {InnermostMessage(exception)}."
            ),
            BrokerUnreachableException or RabbitMQClientException => StyledText.Of(
                $"The broker named by Enrollment__RabbitMq cannot be reached: {InnermostMessage(exception)}."
            ),
            OperationCanceledException when IsTimeout(exception) => StyledText.Of($"No answer in time: {InnermostMessage(exception)}."),
            OperationCanceledException => "Canceled.",
            IOException or UnauthorizedAccessException or HttpRequestException => StyledText.Of($"{exception.Message.TrimEnd('.')}."),
            _ => exception.InnerException is { } inner ? DescribeKnown(inner) : null,
        };

    private static bool IsTimeout(Exception exception) => exception.InnerException is TimeoutException;

    private static string InnermostMessage(Exception exception)
    {
        while (exception is not SocketException && exception.InnerException is { } inner)
            exception = inner;
        return exception.Message.TrimEnd('.');
    }
}
