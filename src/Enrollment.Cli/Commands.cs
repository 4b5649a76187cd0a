using System.CommandLine;
using Enrollment.Cli.Announcements;
using Enrollment.Cli.AsOf;
using Enrollment.Cli.Audit;
using Enrollment.Cli.Clock;
using Enrollment.Cli.DeadLetters;
using Enrollment.Cli.Decisions;
using Enrollment.Cli.Enrollments;
using Enrollment.Cli.History;
using Enrollment.Cli.Learners;
using Enrollment.Cli.Nightly;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Publish;
using Enrollment.Cli.ReadModels;
using Enrollment.Cli.Replay;
using Enrollment.Cli.Retraining;
using Enrollment.Cli.Rules;
using Enrollment.Cli.Schema;
using Enrollment.Cli.Simulate;
using Enrollment.Cli.Status;
using Enrollment.Cli.Upgrading;

namespace Enrollment.Cli;

/// <summary>All commands of enrollctl.</summary>
internal static class Commands
{
    public static RootCommand Create()
    {
        var root = CreateRoot();
        foreach (var flag in SelfAndDescendants(root).SelectMany(command => command.Options).OfType<Option<bool>>())
            flag.Arity = ArgumentArity.Zero;
        foreach (var option in SelfAndDescendants(root).SelectMany(command => command.Options))
            if (Nullable.GetUnderlyingType(option.ValueType) is { IsEnum: true } choice)
                option.HelpName = string.Join('|', Enum.GetNames(choice).Select(Format.Name));
        return root;
    }

    /// <summary>A command and all its subcommands.</summary>
    public static IEnumerable<Command> SelfAndDescendants(Command command) =>
        command.Subcommands.SelectMany(SelfAndDescendants).Prepend(command);

    private static RootCommand CreateRoot() =>
        new(
            "Enrollment for operators, auditors and rule authors. "
                + "It reads the worker's environment variables (Enrollment__Postgres, Enrollment__RabbitMq, …)."
        )
        {
            StatusCommand.Create(),
            EnrollmentsCommand.Create(),
            ShowCommand.Create(),
            WhoCommand.Create(),
            ExplainCommand.Create(),
            HistoryCommand.Create(),
            AuditCommand.Create(),
            LearnerCommand.Create(),
            ExemptCommand.Create(),
            ExtendCommand.Create(),
            CompletionCommand.Create(),
            RetrainCommand.Create(),
            ReadModelsCommand.Create(),
            SchemaCommand.Create(),
            RuleCommand.Create(),
            NightlyCommand.Create(),
            UpgradeCommand.Create(),
            DeadLettersCommand.Create(),
            AnnouncementsCommand.Create(),
            PublishCommand.Create(),
            SimulateCommand.Create(),
            ClockCommand.Create(),
            ReplayCommand.Create(),
        };
}
