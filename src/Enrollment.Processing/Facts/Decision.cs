using Enrollment.Domain.Deciding;
using Enrollment.Processing.Conflicts;
using Enrollment.Storage.Enrollments;

namespace Enrollment.Processing.Facts;

/// <summary>A command for one enrollment.</summary>
internal sealed record Decision(EnrollmentKey Key, EnrollmentCommand Command)
{
    /// <summary>
    /// The learner's enrollments in other activities that the command is about as well: those that may count a completion, or those whose
    /// completions a step counts (semantics 11).
    /// </summary>
    public IReadOnlyList<EnrollmentKey> Others { get; init; } = [];

    /// <summary>Finds a recorded fact of the enrollment with the same id and another content.</summary>
    public Func<EnrollmentState, Conflict?> FindConflict { get; init; } = _ => null;

    /// <summary>The enrollments that have to be read.</summary>
    public IEnumerable<EnrollmentKey> Keys => Others.Prepend(Key);

    /// <summary>Whether a completion is recorded or revoked.</summary>
    public bool IsCompleting => Command is RecordCompletion or RevokeCompletion;

    /// <summary>The command for an enrollment that counts completions of this activity.</summary>
    public EnrollmentCommand ForOther =>
        Command switch
        {
            RecordCompletion completion => completion with { Of = Key.Activity },
            RevokeCompletion revocation => revocation with { Of = Key.Activity },
            _ => throw new InvalidOperationException($"{Command.GetType().Name} is about one activity only."),
        };
}
