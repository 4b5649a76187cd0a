using System.Diagnostics;
using JasperFx;
using Marten.Exceptions;
using Npgsql;

namespace Enrollment.Storage.Access;

/// <summary>What kind of trouble an exception is, wherever in its chain the cause sits.</summary>
internal static class ExceptionClassifier
{
    private const string MartenVersionMismatch = "MT003";

    /// <summary>Another writer was faster: doing it again from the start settles it.</summary>
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

    /// <summary>The database is away or going away, or is not set up for this version and role: no message is at fault for that.</summary>
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

    /// <summary>Nobody's data is at fault: the work was stopped, or the database was away.</summary>
    public static bool IsInterruption(Exception exception) => exception is OperationCanceledException || IsUnreachable(exception);

    /// <summary>Types, SQL state and our own line of code; never an exception's text, which may quote personal data.</summary>
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
