using System.Text;

namespace Enrollment.TestKit.Network;

/// <summary>
/// A moment in the work of a worker, recognized by bytes that it exchanges with a server, so that the worker needs no hooks.
/// The relay does not forward these bytes: it kills the worker first.
/// </summary>
/// <param name="Marks">The connection has sent one of these since its last commit; empty for any connection.</param>
/// <param name="Trigger">The bytes that identify the moment.</param>
/// <param name="Up">Whether they go to the server or to the worker.</param>
/// <param name="Kill">Kills the worker.</param>
public sealed record KillPoint(IReadOnlyList<string> Marks, string Trigger, bool Up, Action Kill)
{
    private const string Commit = "COMMIT";

    private int _reached;

    public bool WasReached => Volatile.Read(ref _reached) == 1;

    private bool Reach()
    {
        if (Interlocked.Exchange(ref _reached, 1) == 1)
            return false;
        Kill();
        return true;
    }

    /// <summary>What one connection has sent.</summary>
    internal sealed class Observer
    {
        private readonly HashSet<string> _seen = [];
        private readonly Lock _lock = new();

        /// <summary>True for the piece that contains the trigger.</summary>
        public bool Reaches(KillPoint point, ReadOnlyMemory<byte> piece, bool up)
        {
            if (point.WasReached)
                return false;
            lock (_lock)
            {
                if (up)
                    _seen.UnionWith(point.Marks.Where(mark => Contains(piece, mark)));
                var isMoment = up == point.Up && Contains(piece, point.Trigger) && (point.Marks.Count == 0 || _seen.Count > 0);
                if (!up && Contains(piece, Commit))
                    _seen.Clear();
                return isMoment && point.Reach();
            }
        }

        private static bool Contains(ReadOnlyMemory<byte> piece, string text) => piece.Span.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
    }
}
