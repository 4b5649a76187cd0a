using Enrollment.Contracts;
using Enrollment.Domain.Learners;
using Marten;

namespace Enrollment.Worker.Learners;

/// <summary>Adds personal data to the transaction of the fact that carried it.</summary>
public sealed class LearnerIdentities(IDocumentSession session)
{
    public async Task Keep(string learner, Optional<string?> displayName, Optional<string?> email, Stamp stamp, CancellationToken cancellationToken)
    {
        var known = await session.LoadAsync<LearnerIdentity>(learner, cancellationToken) ?? new LearnerIdentity(learner);
        session.Store(known.With(displayName, email, stamp));
    }
}
