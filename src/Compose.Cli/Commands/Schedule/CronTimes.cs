using System.Buffers;
using System.Collections.Immutable;
using Cronos;

namespace Compose.Cli.Commands.Schedule;

/// <summary>
/// The times of a cron expression as crontab means them: a time fits when either the day of the month or the day of the week does. Cronos
/// demands both, so such an expression is two for it. Names, shortcuts and other additions of Cronos are refused, as with Docker Compose.
/// </summary>
internal sealed class CronTimes(ImmutableArray<CronExpression> expressions)
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789*,-/");

    public static CronTimes? Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5 || fields.Any(field => field.AsSpan().ContainsAnyExcept(Letters))
            || !CronExpression.TryParse(text, out var whole))
            return null;
        if (fields[2] == "*" || fields[4] == "*")
            return new CronTimes([whole]);
        return new CronTimes([With(4), With(2)]);

        CronExpression With(int open) =>
            CronExpression.Parse(string.Join(' ', fields.Select((field, index) => index == open ? "*" : field)));
    }

    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) =>
        expressions.Select(expression => expression.GetNextOccurrence(after, zone)).Where(next => next is not null).Min();
}
