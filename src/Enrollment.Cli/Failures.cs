using System.Net.Sockets;
using Enrollment.Worker;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Enrollment.Cli;

/// <summary>What went wrong, as the one sentence the user sees; null for what is a defect and should show where it happened.</summary>
internal static class Failures
{
    public const string NoTables = "The database has no Enrollment tables yet: run enrollctl schema apply as the owner, it makes them.";

    public static string? Sentence(Exception exception) => exception switch
    {
        CommandFailed or InvalidSettingsException => exception.Message,
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } => NoTables,
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"The database refused: {refused.MessageText}. What the role lacks is named by enrollctl status; infra/grants.sql gives it.",
        PostgresException refused => $"The database refused: {refused.MessageText}.",
        NpgsqlException => $"The database named by Enrollment__Postgres cannot be reached: {Innermost(exception)}.",
        BrokerUnreachableException or MassTransit.RabbitMqConnectionException =>
            $"The broker named by Enrollment__RabbitMq cannot be reached: {Innermost(exception)}.",
        OperationCanceledException => "Canceled.",
        IOException or UnauthorizedAccessException or HttpRequestException => exception.Message,
        _ => exception.InnerException is { } inner ? Sentence(inner) : null,
    };

    private static string Innermost(Exception exception)
    {
        while (exception is not SocketException && exception.InnerException is { } inner)
            exception = inner;
        return exception.Message.TrimEnd('.');
    }
}
