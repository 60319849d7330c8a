namespace Julie.Cli.Completion;

/// <summary>What a shell needs to ask the command itself what may come next: <c>julie "[suggest:POSITION]" "LINE"</c>.</summary>
internal static class Scripts
{
    // A colon ends a word for bash, and code search is full of them: what stands before it is taken off again.
    public const string Bash = """
        # julie: completion for bash. Put this into ~/.bashrc:  source <(julie completion bash)
        _julie() {
            local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} typed before suggestion
            # of a query in quotes bash wants all, and the last word goes on
            word=${word#[\"\']} typed=${line##*[[:space:]]} typed=${typed#[\"\']}
            line=${line%"$typed"} line=${line%[\"\']}$typed
            before=$((${#word} - ${#typed}))
            COMPREPLY=()
            while IFS= read -r suggestion; do
                [[ $suggestion == "$typed"* ]] || continue
                if ((before > 0)); then suggestion=${word:0:before}$suggestion; else suggestion=${suggestion:$((-before))}; fi
                COMPREPLY+=("$suggestion")
            done < <(julie "[suggest:${#line}]" "$line" 2>/dev/null)
            [[ ${#COMPREPLY[@]} -ne 1 || ${COMPREPLY[0]} != *: ]] || compopt -o nospace
            [[ $word != ":" ]] || COMPREPLY=("${COMPREPLY[@]#:}")
        }
        complete -o default -F _julie julie
        """;

    public const string Zsh = """
        #compdef julie
        # julie: completion for zsh. Put this into ~/.zshrc, after compinit:  source <(julie completion zsh)
        _julie() {
            local line="${(j: :)words[1,CURRENT-1]} $PREFIX"
            local -a suggestions stay
            suggestions=("${(@f)$(julie "[suggest:${#line}]" "$line" 2>/dev/null)}")
            # within quotes the last word of the query is what goes on
            compset -P '*[[:space:]]'
            suggestions=(${(M)suggestions:#${PREFIX}*})
            (( ${#suggestions} )) || { _files; return }
            [[ -z $compstate[quote] ]] || stay=(-S '')
            compadd -S '' -- ${(M)suggestions:#*:}
            compadd "${stay[@]}" -- ${suggestions:#*:}
        }
        compdef _julie julie
        """;
}
