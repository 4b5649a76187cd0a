using System.Text.Json.Serialization;

namespace Enrollment.Domain.Learners;

/// <summary>A fact about a learner as it came; the events of the learner's stream. Never a name or an address.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LearnerCreated), "created")]
[JsonDerivedType(typeof(LearnerUpdated), "updated")]
[JsonDerivedType(typeof(LearnerDeactivated), "deactivated")]
[JsonDerivedType(typeof(LearnerReactivated), "reactivated")]
[JsonDerivedType(typeof(MembershipChanged), "membershipChanged")]
public abstract record LearnerFact(Stamp Stamp);

/// <summary>The learner exists; the groups are joined. What is null is not said.</summary>
public sealed record LearnerCreated(Stamp Stamp, DateOnly? HiredOn, bool? Active, IReadOnlyList<GroupId> Groups, bool AtOnce)
    : LearnerFact(Stamp);

/// <summary>The hire date changed where <paramref name="HireDateGiven"/>; otherwise only personal data did.</summary>
public sealed record LearnerUpdated(Stamp Stamp, bool HireDateGiven, DateOnly? HiredOn) : LearnerFact(Stamp);

/// <summary>The learner is away.</summary>
public sealed record LearnerDeactivated(Stamp Stamp) : LearnerFact(Stamp);

/// <summary>The learner is back.</summary>
public sealed record LearnerReactivated(Stamp Stamp) : LearnerFact(Stamp);

/// <summary>The learner joined and left groups; <paramref name="AtOnce"/> when that was done in the user interface.</summary>
public sealed record MembershipChanged(Stamp Stamp, IReadOnlyList<GroupId> Joined, IReadOnlyList<GroupId> Left, bool AtOnce)
    : LearnerFact(Stamp);
