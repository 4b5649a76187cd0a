using System.CommandLine;

namespace Enrollment.Cli.Announcements;

/// <summary><c>enrollctl announcements …</c></summary>
internal static class AnnouncementsCommand
{
    public static Command Create() =>
        new("announcements", "Lists, resends or discards announcements that a full queue refused. Example: enrollctl announcements refused")
        {
            RefusedCommand.Create(),
            ResendCommand.Create(),
            DiscardCommand.Create(),
        };
}
