using System.CommandLine;

namespace Enrollment.Cli.Learners;

/// <summary><c>enrollctl learner …</c></summary>
internal static class LearnerCommand
{
    public static Command Create() =>
        new(
            "learner",
            "Changes the data of one learner. Example: enrollctl learner forget u0042 --reason \"request 17 of the works council\""
        )
        {
            LearnerForgetCommand.Create(),
            LearnerEndCommand.Create(),
        };
}
