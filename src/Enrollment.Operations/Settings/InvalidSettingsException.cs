namespace Enrollment.Operations.Settings;

/// <summary>The settings cannot be used; the message has one sentence for each problem.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
