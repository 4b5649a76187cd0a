using System.Diagnostics;
using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>Classifies an exception by any exception in its chain.</summary>
public static class ExceptionClassifier
{
    private const string MartenVersionMismatch = "MT003";

    /// <summary>Another writer committed first. A retry from the start succeeds.</summary>
    public static bool IsConflict(Exception exception) =>
        Chain(exception)
            .Any(one =>
                one switch
                {
                    ExistingStreamIdCollisionException or ConcurrencyException => true,
                    PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
                    PostgresException { SqlState: MartenVersionMismatch } => true,
                    PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable } => true,
                    _ => false,
                }
            );

    /// <summary>The database does not answer, or it is not set up for this version and role. No message is the cause of that.</summary>
    public static bool IsUnreachable(Exception exception) =>
        !IsConflict(exception)
        && Chain(exception)
            .Any(one =>
                one switch
                {
                    PostgresException { SqlState: PostgresErrorCodes.AdminShutdown } => true,
                    PostgresException postgres => postgres.IsTransient || IsNotSetUp(postgres.SqlState),
                    NpgsqlException npgsql => npgsql.IsTransient,
                    _ => false,
                }
            );

    private static bool IsNotSetUp(string sqlState) =>
        sqlState
            is PostgresErrorCodes.InsufficientPrivilege
                or PostgresErrorCodes.InvalidSchemaName
                or PostgresErrorCodes.UndefinedTable
                or PostgresErrorCodes.UndefinedColumn
                or PostgresErrorCodes.UndefinedFunction;

    /// <summary>The data is not the cause: the work was stopped, or the database did not answer.</summary>
    public static bool IsInterruption(Exception exception) => exception is OperationCanceledException || IsUnreachable(exception);

    /// <summary>Types, SQL state and the type of this product in which it happened. The exception's text may quote personal data.</summary>
    public static string Describe(Exception exception)
    {
        var types = Chain(exception)
            .Select(one =>
                one is PostgresException postgres
                    ? $"{one.GetType().Name} {postgres.SqlState} {postgres.ConstraintName}".TrimEnd()
                    : one.GetType().Name
            );
        return $"{string.Join(" ← ", types.Distinct())}{Place(exception)}";
    }

    private static string Place(Exception exception)
    {
        var method = Chain(exception)
            .SelectMany(one => new StackTrace(one).GetFrames())
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith("Enrollment", StringComparison.Ordinal) == true);
        return method is null ? "" : $" at {method.DeclaringType!.FullName}";
    }

    public static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException)
            yield return one;
    }
}
