using Marten;
using Npgsql;

namespace Enrollment.Storage.Access;

internal static class SessionCommands
{
    /// <summary>A command on the session's connection, and in its transaction where one was begun.</summary>
    public static NpgsqlCommand Command(this IDocumentSession session, string sql, params NpgsqlParameter[] parameters)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        var command = new NpgsqlCommand(sql, session.Connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters);
        return command;
    }
}
