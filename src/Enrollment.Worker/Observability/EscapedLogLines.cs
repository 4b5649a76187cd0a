using System.Globalization;
using Enrollment.Intake.Escaping;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Enrollment.Worker.Observability;

/// <summary>
/// Writes each event as one line, whatever its values contain. The lines of its exception are indented, so that none looks like an event.
/// </summary>
internal sealed class EscapedLogLines : ITextFormatter
{
    private const string Indentation = "    ";

    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {MessageId} {Stream} {Run}";

    private readonly MessageTemplateTextFormatter _line = new(Template, CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        _line.Format(logEvent, line);
        output.WriteLine(EscapedText.OfLine(line.ToString()));
        if (logEvent.Exception is { } exception)
            foreach (var part in exception.ToString().Split('\n'))
                output.WriteLine(Indentation + EscapedText.OfLine(part.TrimEnd('\r')));
    }
}
