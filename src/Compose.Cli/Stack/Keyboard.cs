using Compose.Files.Environment;

namespace Compose.Cli.Stack;

/// <summary>Questions and what is typed after them. Ctrl-C ends the wait for an answer; a read by itself would outlast it.</summary>
sealed class Keyboard(Terminal terminal, CancellationToken stop)
{
    /// <summary>
    /// No answer is no: a script that forgot -y loses nothing. A person is asked with the possible answers; a script finds the question on
    /// standard output, as Docker Compose has it.
    /// </summary>
    public bool Confirms(string question)
    {
        if (!terminal.InputIsTerminal)
            terminal.PrintLine(question);
        using var reader = new StreamReader(terminal.Input, leaveOpen: true);
        var answer = AnswerAsync($"? {question} (y/N) ", reader.ReadLine).GetAwaiter().GetResult();
        return answer.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) || GoValue.IsTruthy(answer);
    }

    /// <summary>Empty at the end of the input. A script is not shown the question.</summary>
    public async Task<string> AnswerAsync(string question, Func<string?> read, bool isHidden = false)
    {
        if (terminal.InputIsTerminal)
            terminal.Report(question);
        string? answer = null;
        try
        {
            answer = await Task.Run(read, stop).WaitAsync(stop);
        }
        finally
        {
            // Nobody has ended the line of the question.
            if ((answer is null || isHidden) && terminal.InputIsTerminal)
                terminal.ReportLine("");
        }

        return answer ?? "";
    }
}
