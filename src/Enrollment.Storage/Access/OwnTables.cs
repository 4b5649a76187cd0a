namespace Enrollment.Storage.Access;

/// <summary>The names of the flat tables next to Marten's.</summary>
public static class OwnTables
{
    public const string Enrollment = DatabaseSchema.Name + ".enrollment";
    public const string LearnerGroup = DatabaseSchema.Name + ".learner_group";
    public const string LearnerCalendarDate = DatabaseSchema.Name + ".learner_calendar_date";
    public const string AlsoCompletedBy = DatabaseSchema.Name + ".also_completed_by";
    public const string PendingLearner = DatabaseSchema.Name + ".pending_learner";
    public const string PendingOrder = DatabaseSchema.Name + ".pending_order";
    public const string PostponedOrder = DatabaseSchema.Name + ".postponed_order";
    public const string AuditChain = DatabaseSchema.Name + ".audit_chain";
    public const string NightlySegment = DatabaseSchema.Name + ".nightly_segment";
    public const string RefusedAnnouncement = DatabaseSchema.Name + ".refused_announcement";
}
