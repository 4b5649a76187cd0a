namespace Enrollment.Worker.Observability;

/// <summary>What became of a fact.</summary>
public enum FactOutcome
{
    Applied,
    Unchanged,
    Rejected,
    Failed,
}
