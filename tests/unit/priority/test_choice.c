/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* test_choice.c - ids stand in the order in which they came, each once */

#include "unit/test.h"

#include "priority/choice.h"

static void test_ids_keep_their_order_and_stand_once(void **state)
{
    struct id_list list = { 0 };

    id_list_add(&list, 3);
    id_list_add(&list, 1);
    id_list_add(&list, 3);

    assert_int_equal(list.count, 2);
    assert_int_equal(list.ids[0], 3);
    assert_int_equal(list.ids[1], 1);
}

static void test_what_is_taken_out_comes_in_again_at_the_end(void **state)
{
    struct id_list list = { { 1, 2, 3 }, 3 };

    id_list_remove(&list, 1);
    id_list_remove(&list, 9);
    assert_false(id_list_has(&list, 1));
    id_list_add(&list, 1);

    assert_int_equal(list.count, 3);
    assert_int_equal(list.ids[0], 2);
    assert_int_equal(list.ids[2], 1);
}

static void test_a_full_list_takes_no_more(void **state)
{
    struct id_list list = { 0 };

    for (unsigned id = 1; id <= ID_LIST_MAX + 5; id++)
        id_list_add(&list, id);

    assert_int_equal(list.count, ID_LIST_MAX);
    assert_false(id_list_has(&list, ID_LIST_MAX + 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_keep_their_order_and_stand_once),
        cmocka_unit_test(test_what_is_taken_out_comes_in_again_at_the_end),
        cmocka_unit_test(test_a_full_list_takes_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
