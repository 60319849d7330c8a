#include <stdlib.h>

#define LIST_MAX 100

/* A node. */
struct node {
    int value;
    struct node *next;
};

typedef int (*visit)(struct node *);

/*
 * Adds to the front.
 */
static struct node *
push(struct node *head, int value)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        return NULL;
    n->value = value;
    n->next = head;
    return n;
}

int
length(const struct node *head)
{
    int count = 0;
    while (head) {
        count++;
        head = head->next;
    }
    return count;
}
